import { type Expression, parseExpressionAt, type Program, type Statement } from "acorn";
import { SourceError } from "../source-error.ts";
import { parseJavaScript } from "./parse-javascript.ts";

/** Where a request may begin, or something that belongs to one. */
const CALL =
  /(?:\b(?:window|globalThis|self)\.)?\bfetch\s*\(|(?<![\w$.])(?:[\w$]+\.)*[\w$]+(?:\.(?:ajax|get|post|put|patch|delete|head|getJSON|request|open|setRequestHeader|send))?\s*\(|(?<![\w$.])[\w$.]+\.withCredentials\s*=/g;

// TypeScript's: `axios.get<Item[]>(url)`.
const TYPE_ARGUMENTS =
  /(?<=\b(?:get|post|put|patch|delete|request|ajax))<[^()<>]{0,200}(?:<[^()<>]{0,200}>[^()<>]{0,200})?>(?=\s*\()/g;

// A text with more of them is a program, and no snippet of one.
const MAX_TRIED = 200;

/**
 * Parses a snippet: all of it where it is JavaScript. Where it isn't (TypeScript, a component's markup, a piece that was cut
 * off, prose around it), the calls in it that make requests are parsed one by one, and constants that are declared in a line.
 */
export function parseSnippet(given: string): Program {
  // Blanks in their place keep all positions.
  const text = given.replace(TYPE_ARGUMENTS, (types) => " ".repeat(types.length));
  try {
    return parseJavaScript(text);
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    const calls = callsIn(text);
    if (calls.length === 0) throw error;
    const body = [...declarationsIn(text), ...calls];
    return { type: "Program", start: 0, end: text.length, body, sourceType: "module" };
  }
}

function callsIn(text: string): Statement[] {
  const found: Statement[] = [];
  let end = 0;
  let tried = 0;
  for (const { index } of text.matchAll(CALL)) {
    if (index < end || tried >= MAX_TRIED) continue;
    tried += 1;
    const expression = expressionAt(text, index);
    if (expression === null || !isMade(expression)) continue;
    ({ end } = expression);
    found.push({ type: "ExpressionStatement", start: index, end, expression });
  }
  return found;
}

/** A name alone, before what can't be parsed, is nothing that is done. */
const isMade = ({ type }: Expression): boolean =>
  type === "CallExpression" || type === "AssignmentExpression" || type === "AwaitExpression";

function expressionAt(text: string, offset: number): Expression | null {
  try {
    return parseExpressionAt(text, offset, {
      ecmaVersion: "latest",
      sourceType: "module",
      allowAwaitOutsideFunction: true,
    });
  } catch {
    return null;
  }
}

const DECLARATION = /^[ \t]*(?:export\s+)?(?:const|let|var)\s+[\w$]+(?:\s*:\s*[\w<>[\]]+)?\s*=/gm;

function declarationsIn(text: string): Statement[] {
  return [...text.matchAll(DECLARATION)].slice(0, MAX_TRIED).flatMap(({ 0: head, index }) => {
    const name = /(?:const|let|var)\s+([\w$]+)/.exec(head)![1]!;
    const start = index + head.length;
    const init = expressionAt(text, start);
    if (init === null) return [];
    const { end } = init;
    return [
      {
        type: "VariableDeclaration" as const,
        kind: "const" as const,
        start: index,
        end,
        declarations: [
          {
            type: "VariableDeclarator" as const,
            start: index,
            end,
            id: { type: "Identifier" as const, name, start: index, end: start },
            init,
          },
        ],
      },
    ];
  });
}
