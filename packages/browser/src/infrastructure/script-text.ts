/**
 * Whether a text parses as a script. It is compiled and never run: https://tc39.es/ecma262/#sec-createdynamicfunction
 * parses the body by itself, so that no text gets out of it.
 *
 *     "hello"          // it does: an expression
 *     "not a script"   // it doesn't
 *     "return 1"       // it doesn't, and is taken for one: a function's body may
 *
 * Where pages or runtimes refuse to compile texts it is taken for one.
 */
export function parsesAsScript(text: string): boolean {
  try {
    // oxlint-disable-next-line typescript/no-implied-eval -- Nobody calls it.
    void new Function(text);
    return true;
  } catch (error) {
    return !(error instanceof SyntaxError);
  }
}

export function parsesAsJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

const CONSTRUCTION = /(?<![\w$.])(?:[A-Z][\w$]*)?(?:Error|Exception)\s*\(|\bextends\s+\w*Error\b/;

/** Whether a script seems to throw Error objects of its own making. */
export function throwsConstructed(text: string): boolean {
  return /\bthrow\b/.test(text) && CONSTRUCTION.test(text);
}
