#!/usr/bin/env node
// Runs the emulator beside an app: the same options, words and exit codes as the program that is made with Rust.
import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
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
      --host <ADDRESS>         Address to listen on; with any but this machine's own, others can use it [default: 127.0.0.1]
      --public-url <URL>       What browsers know it by, with {port} in it, e.g. 'https://name-{port}.app.github.dev'
      --app-origin <ORIGIN>    Your app's registered website, for sessions that name no allowed_origin
      --app-dir <DIR>          Serve this folder too, with POST /api/session and POST /api/poll as its backend
      --dist-dir <DIR>         Serve this folder under /dist/ of the app server
      --api-key <KEY>          The API key to accept; generated when missing
      --script <SCRIPT>        Outcome of sessions that script none, e.g. deny or '{"outcome": "deny"}'; without it, a person
                               clicks
      --quiet                  Print no line for each request
  -h, --help                   Print help
  -V, --version                Print version
`;

const text = { type: 'string' };
const OPTIONS = {
  'connect-port': text,
  'provider-port': text,
  'app-port': text,
  host: text,
  'public-url': text,
  'app-origin': text,
  'app-dir': text,
  'dist-dir': text,
  'api-key': text,
  script: text,
  quiet: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'V' },
};

/** The command line can't be used. */
class UsageError extends Error {}

function read() {
  // Not strict: it would say less of what is wrong.
  const { values, tokens } = parseArgs({ options: OPTIONS, strict: false, tokens: true, allowPositionals: true });
  const seen = new Set();
  for (const { kind, name, rawName, value, inlineValue } of tokens) {
    if (kind === 'positional') throw new UsageError(`unexpected argument '${value}' found`);
    if (kind !== 'option') continue;
    const option = Object.hasOwn(OPTIONS, name) ? OPTIONS[name] : undefined;
    if (!option) throw new UsageError(`unexpected argument '${rawName}' found${suggestion(rawName)}`);
    if (option.type === 'boolean' ? inlineValue : !value) {
      throw new UsageError(inlineValue && option.type === 'boolean'
        ? `unexpected value '${value}' for '${rawName}' found; no more were expected`
        : `a value is required for '${rawName}' but none was supplied`);
    }
    if (seen.has(name)) throw new UsageError(`the argument '${rawName}' cannot be used multiple times`);
    seen.add(name);
  }
  for (const option of ['dist-dir', 'app-port']) {
    if (seen.has(option) && !seen.has('app-dir')) throw new UsageError(`--${option} needs --app-dir`);
  }
  if (values.host !== undefined && !isIP(values.host)) {
    throw new UsageError(`invalid value '${values.host}' for '--host <ADDRESS>': give an IP address`);
  }
  const wrong = values.script === undefined ? undefined : checkScript(compiled, values.script);
  if (wrong) throw new UsageError(`invalid value '${values.script}' for '--script <SCRIPT>': ${wrong}`);
  return values;
}

/** The option that was probably meant. */
function suggestion(mistyped) {
  const [nearest] = Object.keys(OPTIONS)
    .map((name) => ({ name: `--${name}`, distance: distance(mistyped, `--${name}`) }))
    .sort((one, other) => one.distance - other.distance);
  return nearest.distance <= 3 ? `; a similar argument exists: '${nearest.name}'` : '';
}

/** How many letters to change, add, leave out or swap with the next (Damerau, Levenshtein). */
function distance(a, b) {
  const rows = [[...Array(b.length + 1).keys()]];
  for (let i = 1; i <= a.length; i++) {
    rows.push([i]);
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? rows[i - 2][j - 2] + 1 : Infinity;
      rows[i].push(Math.min(rows[i - 1][j] + 1, rows[i][j - 1] + 1, rows[i - 1][j - 1] + same, swapped));
    }
  }
  return rows[a.length][b.length];
}

function port(values, name, usual) {
  const value = values[name] ?? usual;
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
    host: values.host,
    publicUrl: values['public-url'],
    connectPort: port(values, 'connect-port', '4600'),
    providerPort: port(values, 'provider-port', '4601'),
    appPort: values['app-dir'] === undefined ? undefined : port(values, 'app-port', '4602'),
    appOrigin: values['app-origin'],
    appDir: values['app-dir'],
    distDir: values['dist-dir'],
    apiKey: values['api-key'],
    log: values.quiet ? undefined : (line) => console.log(line),
    script: values.script?.trimStart().startsWith('{') ? JSON.parse(values.script) : values.script,
  });
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void emulator.close());
  // The reader may be gone; that ends nothing.
  process.stdout.on('error', () => {});
  const lines = ['Alter Connect emulator', `  Connect page and API  ${emulator.baseURL}`];
  lines.push(`  Provider pages        ${emulator.providerURL}`);
  if (emulator.appURL) lines.push(`  App                   ${emulator.appURL}`);
  lines.push('', 'Point your backend at it:', `  export ALTER_BASE_URL=${emulator.baseURL}`);
  // A throw-away key of this run that opens nothing but this emulator.
  if (values['api-key'] === undefined) lines.push(`  export ALTER_API_KEY=${emulator.apiKey}`);
  lines.push(`and the SDK: open({ token, baseURL: "${emulator.baseURL}" })`, '');
  if (values.host !== undefined && !/^(127\.|::1$)/.test(values.host)) {
    lines.push('Warning: whoever reaches this machine can use it, and read the files of --app-dir.', '');
  }
  lines.push(`Open ${emulator.baseURL} in a browser to watch it. Ctrl-C stops it.`);
  console.log(lines.join('\n'));
}

run().catch((error) => {
  console.error(`error: ${error.message}`);
  process.exitCode = error instanceof UsageError ? 2 : 1;
});
