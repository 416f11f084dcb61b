// A busy page hears many messages of other windows. They end here, before wasm is called; what comes through is checked
// there.

export const filter = (callback, popup, debug) => (event) => {
  const { source } = event;
  if (!source || source === popup || debug) callback(event);
};
