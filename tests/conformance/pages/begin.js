// Before the SDK loads.
import { begin } from "../harness.js";

begin();
