import type { Outcome } from "@crosswalk/verify/page";
import type { RecordedCase } from "../record/recorded-case.ts";

/** One thing in which browsers may differ, and its value in a recorded case. */
export type Facets = ReadonlyMap<string, string>;

/**
 * Takes a recorded case apart. `messages` comes first: where browsers send other messages, comparing
 * the headers of these tells nothing more.
 */
export function facetsOf(recorded: RecordedCase): Facets {
  const facets = new Map<string, string>();
  facets.set("messages", recorded.wire.map(([line]) => line).join("\n"));
  const headers = new Map<string, string[]>();
  for (const [index, [, lines]] of recorded.wire.entries()) {
    for (const [name, value] of lines) {
      const key = `header ${name.toLowerCase()}`;
      headers.set(key, [...(headers.get(key) ?? []), `${index}:${value}`]);
    }
  }
  for (const [key, values] of headers) facets.set(key, values.join("\n"));
  facets.set("body lengths", recorded.wire.map(([, , length]) => length).join(" "));
  const outcomes = recorded.outcomes.flat().filter((one): one is Outcome => one !== null);
  const each = (name: string, read: (one: Outcome) => unknown): void => {
    facets.set(name, outcomes.map((one) => JSON.stringify(read(one)) ?? "-").join("\n"));
  };
  each("verdict", verdict);
  each("response type", (one) => one.type);
  each("status", (one) => one.status);
  each("status text", (one) => one.statusText);
  each("url", (one) => one.url);
  each("redirected", (one) => one.redirected);
  each("visible headers", (one) => one.headers);
  each("body", (one) => one.body);
  each("events", (one) => one.events);
  each("what an element gives away", (one) => one.readable);
  each("kind of error", (one) => one.error?.replace(/:.*$/s, ""));
  return facets;
}

/** Whether the script got what it asked for; names of promises and events do not matter. */
function verdict(one: Outcome): string {
  switch (one.result) {
    case "fulfilled":
    case "load":
    case "loadedmetadata":
    case "message":
    case "sent":
      return "passes";
    case "returned":
      return one.status === 0 ? "fails" : "passes";
    case "":
      return "silent";
    case "no end":
      return "no end";
    default:
      return "fails";
  }
}
