/** Each a file of this folder. */
export const themes = ["arriving", "class", "connect", "hostile", "platform", "script"];
