// Node's rules, from CommonJS.
import AlterConnect = require("@alter-ai/connect");
import { default as Class, type OpenOptions } from "@alter-ai/connect";

const options: OpenOptions = { token: "t", onSuccess: (grants) => void grants };
void AlterConnect.default.create().open(options);
void Class.create().open(options);
