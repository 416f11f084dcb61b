/** Each a file of this folder. */
export const themes = ["class", "connect", "hostile", "platform", "script"];
