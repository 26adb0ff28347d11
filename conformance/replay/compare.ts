import type { Outcome, StepOutcome } from "@crosswalk/verify/page";
import type { RecordedCase, WireMessage } from "../lab/record/recorded-case.ts";

// They belong to the connection, which a replay has none of.
const connectionHeaders = new Set(["accept-encoding", "connection", "icy-metadata"]);

// Firefox gives an image one or the other by what else is loading.
const imagePriorities = new Set(["Priority: u=4, i", "Priority: u=5, i"]);

type Behaviour = Pick<RecordedCase, "wire" | "outcomes" | "connections">;

/** What differs between a recording and its replay, or another run, in words; empty where nothing does. */
export function differences(recorded: Behaviour, replayed: Behaviour): string[] {
  const result: string[] = [];
  const one = recorded.wire.map(wireLines);
  const other = replayed.wire.map(wireLines);
  if (JSON.stringify(one) !== JSON.stringify(other))
    result.push(`wire: ${firstDifference(one, other)}`);
  const [left = [], right = []] = [recorded.connections, replayed.connections];
  if (left.join() !== right.join())
    result.push(`connections: -${left.join("; ")} +${right.join("; ")}`);
  recorded.outcomes.forEach((outcome, step) => {
    const words = outcomeDifference(outcome, replayed.outcomes[step] ?? null);
    if (words !== "") result.push(`outcome ${step}: ${words}`);
  });
  return result;
}

function wireLines([line, headers, length, overConnection]: WireMessage): string[] {
  return [
    line,
    ...(overConnection === undefined ? [] : [`${overConnection} over its connection`]),
    ...headers
      .filter(
        ([name, value]) =>
          !connectionHeaders.has(name.toLowerCase()) && !imagePriorities.has(`${name}: ${value}`),
      )
      .map(([name, value]) => `${name.toLowerCase()}: ${value}`)
      .sort(),
    `${length} bytes`,
  ];
}

function firstDifference(one: readonly string[][], other: readonly string[][]): string {
  for (let index = 0; index < Math.max(one.length, other.length); index++) {
    const [left, right] = [one[index], other[index]];
    if (left === undefined) return `message ${index} not expected: ${right![0]}`;
    if (right === undefined) return `message ${index} missing: ${left[0]}`;
    const missing = left.filter((line) => !right.includes(line));
    const extra = right.filter((line) => !left.includes(line));
    if (missing.length + extra.length > 0)
      return `message ${index} -${missing.join(" | ")} +${extra.join(" | ")}`;
  }
  return "order";
}

function outcomeDifference(one: StepOutcome, other: StepOutcome): string {
  if (Array.isArray(one)) {
    const list = other as readonly Outcome[];
    return one.map((each: Outcome, index) => outcomeDifference(each, list[index] ?? null)).join("");
  }
  if (one === null || other === null) return one === other ? "" : "a step is missing";
  const [left, right] = [new Map(Object.entries(one)), new Map(Object.entries(other))];
  return [...new Set([...left.keys(), ...right.keys()])]
    .map((key) => [key, wordsOf(left.get(key)), wordsOf(right.get(key))])
    .filter(([, recorded, replayed]) => recorded !== replayed)
    .map(([key, recorded, replayed]) => `${key}: -${recorded} +${replayed}`)
    .join(" ");
}

// What is wrong with JSON is told by the JavaScript engine, in words of its own.
const NOT_JSON = /\bSyntaxError: (?:.*\bJSON\b.*|Unexpected end of input$)/s;

const wordsOf = (value: unknown): string | undefined =>
  JSON.stringify(value, (_, part: unknown) =>
    typeof part === "string" ? part.replace(NOT_JSON, "SyntaxError") : part,
  );
