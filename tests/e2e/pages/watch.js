// Before the SDK loads.
import { record, watch } from "../../pages/record.js";

watch();
// For the pages of readers, which import nothing of ours.
Object.assign(window, { record });
