import { type AnyNode, parse, type Program, tokenizer } from "acorn";
import { positionIn, SourceError } from "../source-error.ts";

/** Parses a piece of a script or module, as it is pasted out of one. Nothing of it is ever run. */
export function parseJavaScript(text: string): Program {
  try {
    return parse(text, {
      ecmaVersion: "latest",
      sourceType: "module",
      allowReturnOutsideFunction: true,
      allowAwaitOutsideFunction: true,
      allowSuperOutsideMethod: true,
    });
  } catch (error) {
    if (error instanceof SyntaxError) {
      // acorn's errors say at which character.
      const offset = Math.min((error as SyntaxError & { pos?: number }).pos ?? 0, text.length);
      const end = text.trimEnd().length;
      const open = offset < end ? null : openBracket(text);
      if (open !== null) {
        const { line, column } = positionIn(text, open);
        const sign = text[open]!;
        const wanted = `"${closing.get(sign)!}" for the "${sign}" in line ${line}, column ${column}`;
        throw new SourceError("fetch", positionIn(text, end), "", wanted);
      }
      throw new SourceError("fetch", positionIn(text, offset), tokenAt(text, offset), "JavaScript");
    }
    // The parser goes as deep as the text is nested, and the stack ends before the text does.
    if (error instanceof RangeError) {
      throw new SourceError("fetch", positionIn(text, 0), "", "JavaScript that is less nested");
    }
    throw error;
  }
}

const closing: ReadonlyMap<string, string> = new Map([
  ["(", ")"],
  ["[", "]"],
  ["{", "}"],
]);
const closers: ReadonlySet<string> = new Set(closing.values());

/** Where the bracket is that was opened last and is still open at the end; null where there is none, or the text isn't made of words. */
function openBracket(text: string): number | null {
  const open: number[] = [];
  try {
    for (const { start, end } of tokenizer(text, { ecmaVersion: "latest" })) {
      const sign = text.slice(start, end);
      // Of `${` the bracket is the second character.
      if (closing.has(sign)) open.push(start);
      else if (sign === "${") open.push(start + 1);
      else if (closers.has(sign)) open.pop();
    }
  } catch {
    return null;
  }
  return open.at(-1) ?? null;
}

function tokenAt(text: string, offset: number): string {
  const token = /[\w$]+|[^]/y;
  token.lastIndex = offset;
  return token.exec(text)?.[0] ?? "";
}

/** Calls with every node, in no certain order. */
export function eachNode(program: Program, visit: (node: AnyNode) => void): void {
  const stack: AnyNode[] = [program];
  const add = (value: unknown): void => {
    if (isNode(value)) stack.push(value);
  };
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    visit(node);
    for (const value of Object.values(node)) {
      if (Array.isArray(value)) value.forEach(add);
      else add(value);
    }
  }
}

function isNode(value: unknown): value is AnyNode {
  return typeof value === "object" && value !== null && "type" in value && "start" in value;
}
