// The emulator's own page: what it knows, and buttons for what it can be asked.
'use strict';

const EVERY_MS = 1000;
const element = (id) => document.getElementById(id);
const chosen = element('script');

async function ask(path, question) {
  const request = question === undefined ? {} : { method: 'POST', body: JSON.stringify(question) };
  const response = await fetch(`emulator/${path}`, request);
  const answer = await response.json();
  if (!response.ok) throw new Error(`${answer.message} ${answer.hint}`);
  return answer;
}

async function look() {
  try {
    show(await ask('sessions'));
    element('trouble').hidden = true;
  } catch (error) {
    element('trouble').textContent = `The emulator does not answer (${error.message}). Is it still running?`;
    element('trouble').hidden = false;
  }
}

function show({ sessions, clock, script, log }) {
  element('none').hidden = sessions.length > 0;
  fill(element('sessions'), sessions.map(row));
  element('now').textContent = clock.now.slice(11, 19);
  element('ahead').textContent = clock.ahead_ms ? `, ${duration(clock.ahead_ms)} ahead` : '';
  if (document.activeElement !== chosen) chosen.value = nameOf(script);
  const text = log.join('\n');
  if (element('log').textContent !== text) element('log').textContent = text;
}

/** Replaces only what has changed, so that a selection stays and nothing is read out twice. */
function fill(list, rows) {
  rows.forEach((row, i) => {
    const old = list.children[i];
    if (!old) list.append(row);
    else if (!old.isEqualNode(row)) old.replaceWith(row);
  });
  while (list.children.length > rows.length) list.lastChild.remove();
}

function row({ session, state, text, providers, origin, created_at: created }) {
  const item = document.createElement('li');
  item.dataset.state = state;
  item.append(
    line('strong', `Session ${session}`),
    line('span', text),
    line('small', `${created.slice(11, 19)} · ${providers.join(', ')} · ${origin ?? 'no known origin'}`),
  );
  return item;
}

function line(tag, text) {
  const made = document.createElement(tag);
  made.textContent = text;
  return made;
}

function nameOf(script) {
  if (!script) return '';
  const name = typeof script === 'string' ? script : '';
  return [...chosen.options].some((option) => option.value === name) && name ? name : 'other';
}

function duration(ms) {
  const minutes = Math.round(ms / 60000);
  return minutes < 120 ? `${minutes} min` : `${Math.round(minutes / 60)} h`;
}

async function change(path, question) {
  await ask(path, question).catch(() => {});
  await look();
}

for (const button of document.querySelectorAll('[data-advance]')) {
  button.onclick = () => change('clock', { advance_ms: Number(button.dataset.advance) });
}
element('reset').onclick = () => change('reset', {});
chosen.onchange = () => change('script', chosen.value || null);

async function watch() {
  if (!document.hidden) await look();
  setTimeout(watch, EVERY_MS);
}
watch();
