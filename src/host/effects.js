// Generated from src/host/effects.rs: see tests/tables.rs.

import { record, list, nothing, now, mark, cut, text, word, kind, get, length, item, append, split, failure } from "./values.js";
import { device, width, height } from "./facts.js";
import { say } from "./console.js";
import { begin, dismiss, listens, handlers, next, flowOf, call, callBack, tellOpened } from "./handlers.js";
import { parse, connectPage, completeAddress, parameters, showFormer, showWithoutParameters, store, stored, forget, leavePage, closeWindow } from "./page.js";
import { openPopup, closePopup, focusPopup, losePopup, sendPopup, isBlank, preparePopup, listen, sender, takeOver, tookOver, ask, wake, release } from "./popup.js";
import { openRelay, acknowledge, closeRelay, handOver, askLock, pause, settleHome } from "./relay.js";

const effects = [
  record,
  list,
  nothing,
  now,
  mark,
  cut,
  text,
  word,
  kind,
  get,
  length,
  item,
  append,
  split,
  failure,
  device,
  width,
  height,
  say,
  begin,
  dismiss,
  listens,
  handlers,
  next,
  flowOf,
  call,
  callBack,
  tellOpened,
  parse,
  connectPage,
  completeAddress,
  parameters,
  showFormer,
  showWithoutParameters,
  store,
  stored,
  forget,
  leavePage,
  closeWindow,
  openPopup,
  closePopup,
  focusPopup,
  losePopup,
  sendPopup,
  isBlank,
  preparePopup,
  listen,
  sender,
  takeOver,
  tookOver,
  ask,
  wake,
  release,
  openRelay,
  acknowledge,
  closeRelay,
  handOver,
  askLock,
  pause,
  settleHome,
];
const act = (effect, ...values) => effects[effect](...values);
export { act as act0, act as act1, act as act2, act as act3, act as actAfter };
