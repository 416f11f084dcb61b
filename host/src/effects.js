// Generated from src/effects.rs: see tests/tables.rs.

import { say } from "./console.js";
import { device, width, height } from "./facts.js";
import { begin, dismiss, listens, display, forgetHandlers, handlers, next, flowOf, call, callBack, tellOpened } from "./handlers.js";
import { parameters, age, parse, connectPage, completeAddress, showFormer, showWithoutParameters, store, stored, forget, leavePage, closeWindow, stay } from "./page.js";
import { losePopup, listen, sender, tookOver, ask, wake, release, openPopup, closePopup, focusPopup, sendPopup, isBlank, preparePopup, takeOver } from "./popup.js";
import { handOver, askLock, openRelay, acknowledge, closeRelay, settleHome, pause } from "./relay.js";
import { attempt, record, list, nothing, now, text, word, kind, get, length, item, append, setExtra, split, lastLabel, failure } from "./values.js";

/** @type {((...values: number[]) => any)[]} */
const effects = [
  record,
  list,
  nothing,
  now,
  text,
  word,
  kind,
  get,
  length,
  item,
  append,
  setExtra,
  split,
  lastLabel,
  failure,
  device,
  width,
  height,
  say,
  begin,
  dismiss,
  listens,
  display,
  forgetHandlers,
  handlers,
  next,
  flowOf,
  call,
  callBack,
  tellOpened,
  parameters,
  age,
  losePopup,
  listen,
  sender,
  tookOver,
  ask,
  wake,
  release,
  handOver,
  askLock,
  parse,
  connectPage,
  completeAddress,
  showFormer,
  showWithoutParameters,
  store,
  stored,
  forget,
  leavePage,
  closeWindow,
  stay,
  openPopup,
  closePopup,
  focusPopup,
  sendPopup,
  isBlank,
  preparePopup,
  takeOver,
  openRelay,
  acknowledge,
  closeRelay,
  settleHome,
  pause,
];
const act = (effect, ...values) => {
  const action = () => effects[effect](...values);
  return (effect < 41 ? action() : attempt(action)) | 0;
};
export { act as act0, act as act1, act as act2, act as act3 };
