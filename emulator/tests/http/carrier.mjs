// The npm package's emulator behind pipes: each line of JSON asks it something, and is answered by one.
//
//   {"start": {"appOrigin": "…"}}  ->  {"answer": {"baseURL": "…", …}}
//   {"createSession": {}}          ->  {"refusal": {"error": "invalid_origin", "status": 400}}
import { createInterface } from 'node:readline';

import { startEmulator } from '../../npm/index.js';

let emulator;
const now = Date.now;
const log = [];

async function answer(method, argument) {
  if (method === 'log') return log;
  if (method === 'setDate') return void (Date.now = argument === null ? now : () => Number(argument));
  if (method !== 'start') return emulator[method](argument);
  emulator = await startEmulator({ ...argument, log: (line) => log.push(line) });
  const { baseURL, providerURL, appURL, apiKey } = emulator;
  return { baseURL, providerURL, appURL, apiKey };
}

for await (const line of createInterface({ input: process.stdin })) {
  const [[method, argument]] = Object.entries(JSON.parse(line));
  const told = await answer(method, argument).then(
    (value) => ({ answer: value ?? null }),
    ({ code, status, message }) => ({ refusal: { error: code, status, message } }),
  );
  console.log(JSON.stringify(told));
}
process.exit();
