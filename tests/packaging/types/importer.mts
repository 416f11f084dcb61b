// Node's rules, from a module.
import AlterConnect, { type OpenOptions } from "@alter-ai/connect";
import * as everything from "@alter-ai/connect";
import Reference from "alter-connect-reference";

const options: OpenOptions = { token: "t", onSuccess: (grants) => void grants };
void AlterConnect.create().open(options);
everything.default.create();

// By these rules the reference gives its module object instead of the class: `create` is one level down.
// @ts-expect-error: not here
Reference.create();
Reference.default.create();
