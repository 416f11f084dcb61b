/** The themes in the order in which docs/compatibility.md shows them, each a file of this folder. */
export const themes = [
  "instance",
  "options",
  "bus",
  "launch",
  "device",
  "messages",
  "origin",
  "endings",
  "redirect",
  "console",
  "emulator",
];
