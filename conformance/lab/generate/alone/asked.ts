/** A line of a script that asks, and notes what it could read. */
export function asked(name: string, url: string, init: object = {}): string {
  const text = `async () => (await fetch("${url}", ${JSON.stringify(init)})).text()`;
  return `await attempt("${name}", ${text});`;
}

/** More than anything takes that is done at once. */
export const A_WHILE = "await wait(300);";
