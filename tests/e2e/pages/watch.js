// Before the SDK loads. What tests touch is the window's: their scripts see nothing of a module.
import { popups, record, recorder, watch } from "../../pages/record.js";

watch();
Object.assign(window, { popups, record, recorder });
