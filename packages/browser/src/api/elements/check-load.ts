import { ArgumentCheck, isObject } from "../../infrastructure/argument-check.ts";
import { loadKinds } from "../../infrastructure/load-kind.ts";
import type { LoadAttributes } from "./load.ts";

const known = [
  "crossorigin",
  "integrity",
  "referrerpolicy",
  "as",
  "family",
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

/** What to write for each attribute that has a text. */
const texts = [
  ["crossorigin", '"anonymous" or "use-credentials", or leave it out'],
  ["integrity", '"sha256-…"'],
  ["referrerpolicy", '"no-referrer" or another policy'],
  ["as", '"script", "style", "image", "font", "fetch" or "track"'],
  ["family", '"Fira Sans"'],
  ["type", '"module"'],
] as const;

function checkAttributes(check: ArgumentCheck, attributes: LoadAttributes): void {
  check.requireKnown(attributes, known);
  for (const [name, written] of texts) {
    const { [name]: given } = attributes;
    check.require(given === undefined || typeof given === "string", name, given, written);
  }
  const { withCredentials } = attributes;
  check.require(
    withCredentials === undefined || typeof withCredentials === "boolean",
    "withCredentials",
    withCredentials,
    "true or false",
  );
}

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
  if (isObject(attributes)) checkAttributes(check, attributes);
  else check.require(false, "attributes", attributes, '{ crossorigin: "anonymous" }, or nothing');
  check.done();
}
