// An app without handlers: it asks for the result once, when it mounts.
import { recorder } from "../../pages/record.js";

const sdk = AlterConnect.create();
const start = performance.now();
sdk.takeRedirectResult().then((result) => recorder("takeRedirectResult() gave")(result, performance.now() - start));
