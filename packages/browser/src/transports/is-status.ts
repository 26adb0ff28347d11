/** Whether a server can answer so: a status line has three digits, and none begins with a zero. */
export const isStatus = (given: unknown): given is number =>
  typeof given === "number" && Number.isInteger(given) && given >= 100 && given <= 999;
