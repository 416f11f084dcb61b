// docs/backend.md's Node backend behind pipes; the path of its file is the argument.
//
//   {"create_session": "<return_url>"}  ->  what createSession() gives
//   {"confirm": "<session token>"}      ->  what confirm() gives

import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

const { createSession, confirm } = await import(pathToFileURL(process.argv[2]));
const functions = { create_session: createSession, confirm };

for await (const line of createInterface({ input: process.stdin })) {
  const [[name, argument]] = Object.entries(JSON.parse(line));
  console.log(JSON.stringify(await functions[name](argument)));
}
