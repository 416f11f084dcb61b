// The hosted Connect page: asks the server what comes next, shows it, and hands the result over.
'use strict';

const PATH = location.pathname;
const POPUP_NAME = 'alter_oauth_popup';
const READ_THE_RESULT_MS = 1500;
const DAY = 24 * 3600;
const element = (id) => document.getElementById(id);

let flow = null;

async function ask(path, question) {
  const request = { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(question) };
  const response = await fetch(PATH + path, request).catch(() => {
    throw new Error('The emulator does not answer: it may have been stopped.');
  });
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.message);
  return answer;
}

async function run(path, question) {
  try {
    show(await ask(path, question));
  } catch (error) {
    say('Something went wrong', error.message);
    advise('Close this window and start again from the app.');
  }
}

function show(answer) {
  flow = answer.flow;
  // Reloading the page goes on with the flow. The token is not needed for that.
  if (flow) history.replaceState(null, '', `${PATH}#flow=${flow}`);
  const step = { pick, authorize, secret, confirm, wait, deliver }[answer.step];
  step(answer);
}

function say(title, text, busy = false) {
  element('title').textContent = title;
  element('text').textContent = text;
  element('page').setAttribute('aria-busy', busy);
  element('advice').hidden = true;
  element('confirm').hidden = true;
  element('secret').hidden = true;
  element('providers').hidden = true;
  element('finish').hidden = true;
}

function advise(text) {
  element('advice').textContent = text;
  element('advice').hidden = false;
}

function pick({ app, providers, notice, advice, can_finish }) {
  const title = can_finish ? 'Press Done to finish' : 'Connect an account';
  say(title, notice ?? `${app ?? 'The app'} asks for access to an account of yours.`);
  if (advice) advise(advice);
  element('providers').replaceChildren(...providers.map(choice));
  element('providers').hidden = false;
  element('finish').textContent = can_finish ? 'Done' : 'Cancel';
  element('finish').classList.toggle('primary', can_finish);
  element('finish').hidden = false;
  element('title').focus();
}

function choice({ id, name, accounts }) {
  const button = document.createElement('button');
  button.type = 'button';
  button.dataset.provider = id;
  button.onclick = () => run('/flow', { flow, action: 'choose', provider: id });
  const initial = line('initial', name.slice(0, 1));
  initial.ariaHidden = 'true';
  button.append(initial, line('name', name));
  if (accounts.length) button.append(line('connected', `Connected: ${accounts.join(', ')}`));
  const item = document.createElement('li');
  item.append(button);
  return item;
}

function line(className, text) {
  const span = document.createElement('span');
  span.className = className;
  span.textContent = text;
  return span;
}

function authorize({ url, provider_name }) {
  say(`Going to ${provider_name}…`, 'You sign in there and come back here.', true);
  location.replace(url);
}

/** The key stays here: the emulator has no use for it. */
function secret({ app, name, path, press, delay_ms: delay }) {
  const held = path === 'fast_path';
  say(held ? `Use your ${name} key?` : `Your ${name} key`, `${app ?? 'The app'} asks to use ${held ? 'the key that you gave before' : 'a key of yours'}.`);
  element('key-field').hidden = held;
  element('key').required = !held && !press;
  element('secret').hidden = false;
  element('secret').onsubmit = (event) => {
    event.preventDefault();
    element('key').value = '';
    run('/flow', { flow, action: 'secret', decision: event.submitter.value });
  };
  if (press) setTimeout(() => element(`secret-${press}`).click(), Math.min(delay, 2 ** 31 - 1));
  else element('title').focus();
}

/** The last word: what to keep, for how long, and whether an agent may pass it on. */
function confirm({ app, grants, policy, sharing, press, delay_ms: delay }) {
  say('Confirm', `${app ?? 'The app'} gets the accounts that are ticked.`);
  element('kept').replaceChildren(element('kept').firstElementChild, ...grants.map(kept));
  const longest = policy?.max_ttl_seconds ?? Infinity;
  const usual = policy?.default_ttl_seconds ?? (Number.isFinite(longest) ? longest : 30 * DAY);
  const times = [3600, DAY, 7 * DAY, 30 * DAY, 365 * DAY, usual, longest].filter((s) => s <= longest && Number.isFinite(s));
  element('ttl').replaceChildren(...[...new Set(times)].sort((a, b) => a - b).map((s) => new Option(duration(s), s, false, s === usual)));
  element('ttl-field').hidden = !policy;
  element('share-field').hidden = !sharing;
  element('share').checked = sharing;
  element('confirm').hidden = false;
  element('confirm').onsubmit = (event) => {
    event.preventDefault();
    const keep = [...element('kept').querySelectorAll(':checked')].map((box) => box.value);
    const chosen = policy && event.submitter ? Number(element('ttl').value) : null;
    run('/flow', { flow, action: 'confirm', keep, ttl_seconds: chosen, share: element('share').checked });
  };
  element('cancel').onclick = () => run('/flow', { flow, action: 'cancel' });
  if (press) setTimeout(() => element('confirm').requestSubmit(), Math.min(delay, 2 ** 31 - 1));
  else element('title').focus();
}

function kept({ grant_id: id, name, account }) {
  const box = document.createElement('input');
  Object.assign(box, { type: 'checkbox', value: id, checked: true });
  const label = document.createElement('label');
  label.append(box, ` ${name}, ${account}`);
  return label;
}

function duration(seconds) {
  const [size, unit] = [[DAY, 'day'], [3600, 'hour'], [60, 'minute'], [1, 'second']].find(([s]) => seconds >= s && seconds % s === 0);
  const count = seconds / size;
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}

function wait() {
  say('One moment…', 'Your connection is being finished.', true);
}

function deliver({ ok, title, text, message, target_origin, return_to }) {
  say(title, text);
  element('page').dataset.result = ok ? 'ok' : 'error';
  element('title').focus();

  const told = window.opener && target_origin;
  if (told) window.opener.postMessage(message, target_origin);
  // In a window that is not the app's popup, the app may sit behind this page: closing would take
  // the app away, so go back to it instead.
  if (told && (window.name.startsWith(POPUP_NAME) || !return_to)) {
    advise('You can close this window.');
    setTimeout(() => window.close(), READ_THE_RESULT_MS);
  } else if (return_to) {
    element('return').href = return_to;
    element('return').hidden = false;
    location.replace(return_to);
  } else if (target_origin) {
    advise('The app can\'t be told: its window is out of reach, and there is no return_url. Close this window and go back to the app.');
  } else {
    advise('The app can\'t be told: the session has no allowed_origin and no return_url. Close this window and go back to the app.');
  }
}

function start() {
  const fragment = new URLSearchParams(location.hash.slice(1));
  // Whatever comes next, the token does not stay in the address bar or the history.
  history.replaceState(null, '', PATH);
  element('finish').onclick = () => run('/flow', { flow, action: 'finish' });
  if (fragment.has('flow')) {
    run('/flow', { flow: fragment.get('flow'), action: 'resume' });
  } else {
    run('/open', { session_token: fragment.get('session') ?? '' });
  }
}

start();
