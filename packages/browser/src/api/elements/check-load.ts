import { ArgumentCheck, isObject } from "../../infrastructure/argument-check.ts";
import { loadKinds } from "../../infrastructure/load-kind.ts";
import type { LoadAttributes } from "./load.ts";

const known = [
  "crossorigin",
  "integrity",
  "referrerpolicy",
  "as",
  "type",
  "withCredentials",
  "body",
] as const satisfies readonly (keyof LoadAttributes)[];

// As people write them who think of the element.
const instead: ReadonlyMap<string, string> = new Map([
  ["css", "stylesheet"],
  ["EventSource", "event-source"],
  ["eventsource", "event-source"],
  ["img", "image"],
  ["js", "script"],
  ["link", "stylesheet"],
  ["sendBeacon", "beacon"],
  ["style", "stylesheet"],
  ["svg", "svg-use"],
  ["use", "svg-use"],
]);

/** `crossOrigin` for `crossorigin` would load without CORS, and nothing would say so. */
export function checkLoad(given: readonly unknown[]): void {
  const [kind, url, attributes = {}] = given;
  const check = new ArgumentCheck("page.load(kind, url, attributes)");
  const name = instead.get(String(kind)) ?? String(kind).toLowerCase();
  check.require(
    (loadKinds as readonly unknown[]).includes(kind),
    "kind",
    kind,
    (loadKinds as readonly string[]).includes(name)
      ? `"${name}"`
      : `one of ${loadKinds.map((one) => `"${one}"`).join(", ")}`,
  );
  check.require(given.length > 1, "url", url, "the address, as an attribute would have it");
  if (isObject(attributes)) check.requireKnown(attributes, known);
  else check.require(false, "attributes", attributes, '{ crossorigin: "anonymous" }, or nothing');
  check.done();
}
