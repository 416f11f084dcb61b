#!/usr/bin/env node
// Runs the emulator beside an app: the same options, words and exit codes as the program that is made with Rust.
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

import { compiled } from './compiled.js';
import { checkScript } from './hosted.js';
import { startEmulator } from './index.js';

const HELP = `A local stand-in for Alter's hosted side

Usage: alter-connect-emulator [OPTIONS]

Options:
      --connect-port <PORT>    Port of the API and the hosted Connect page; 0 takes a free one [default: 4600]
      --provider-port <PORT>   Port of the provider consent pages; 0 takes a free one [default: 4601]
      --app-port <PORT>        Port of the app server; 0 takes a free one. Needs --app-dir [default: 4602]
      --app-origin <ORIGIN>    Your app's registered website, for sessions that name no allowed_origin
      --app-dir <DIR>          Serve this folder too, with POST /api/session and POST /api/poll as its backend
      --dist-dir <DIR>         Serve this folder under /dist/ of the app server
      --api-key <KEY>          The API key to accept; generated when missing
      --script <JSON>          Outcome of sessions that script none, e.g. '{"outcome": "deny"}'; without it, a person clicks
  -h, --help                   Print help
  -V, --version                Print version
`;

const text = { type: 'string' };
const OPTIONS = {
  'connect-port': { ...text, default: '4600' },
  'provider-port': { ...text, default: '4601' },
  'app-port': { ...text, default: '4602' },
  'app-origin': text,
  'app-dir': text,
  'dist-dir': text,
  'api-key': text,
  script: text,
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'V' },
};

/** The command line can't be used. */
class UsageError extends Error {}

function read() {
  let values;
  try {
    ({ values } = parseArgs({ options: OPTIONS }));
  } catch (error) {
    throw new UsageError(error.message);
  }
  if (values['dist-dir'] !== undefined && values['app-dir'] === undefined) {
    throw new UsageError('--dist-dir needs --app-dir');
  }
  const wrong = values.script === undefined ? undefined : checkScript(compiled, values.script);
  if (wrong) throw new UsageError(`invalid value '${values.script}' for '--script <JSON>': ${wrong}`);
  return values;
}

function port(values, name) {
  const value = values[name];
  if (!/^\d+$/.test(value) || value > 65535) {
    throw new UsageError(`invalid value '${value}' for '--${name} <PORT>': a port is a number from 0 to 65535`);
  }
  return Number(value);
}

async function run() {
  const values = read();
  if (values.help) return process.stdout.write(HELP);
  if (values.version) {
    const { version } = JSON.parse(readFileSync(new URL('./package.json', import.meta.url)));
    return console.log(`alter-connect-emulator ${version}`);
  }
  const emulator = await startEmulator({
    connectPort: port(values, 'connect-port'),
    providerPort: port(values, 'provider-port'),
    appPort: port(values, 'app-port'),
    appOrigin: values['app-origin'],
    appDir: values['app-dir'],
    distDir: values['dist-dir'],
    apiKey: values['api-key'],
    script: values.script && JSON.parse(values.script),
  });
  process.once('SIGINT', () => void emulator.close());
  const lines = ['Alter Connect emulator', `  Connect page and API  ${emulator.baseURL}`];
  lines.push(`  Provider pages        ${emulator.providerURL}`);
  if (emulator.appURL) lines.push(`  App                   ${emulator.appURL}`);
  lines.push('', 'Point your backend at it:', `  export ALTER_BASE_URL=${emulator.baseURL}`);
  // A throw-away key of this run that opens nothing but this emulator.
  if (values['api-key'] === undefined) lines.push(`  export ALTER_API_KEY=${emulator.apiKey}`);
  lines.push(`and the SDK: open({ token, baseURL: "${emulator.baseURL}" })`, '', 'Ctrl-C stops it.');
  console.log(lines.join('\n'));
}

run().catch((error) => {
  console.error(`error: ${error.message}`);
  process.exitCode = error instanceof UsageError ? 2 : 1;
});
