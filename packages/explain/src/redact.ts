import { isToken } from "@crosswalk/cors/protocol";
import type { Scenario, ScenarioRequest } from "./scenario.ts";
import {
  bareUserInfo,
  bySight,
  inBodies,
  inQuery,
  inTexts,
  inUserInfo,
  secretHeaders,
  secretMembers,
} from "./secret-patterns.ts";

/** What stands where a secret was. */
const REDACTED = "redacted";

// Shorter ones are found by where they stand, and not searched for in prose: too much else looks like them.
const SHORTEST_SOUGHT = 6;

// Bodies of JSON are read whole up to this; beyond it, their secrets are found by what stands before them.
const LONGEST_READ = 1024 * 1024;
// Each is sought in the whole body.
const MOST_SOUGHT = 200;

// Lists of names: two of them are no header's name and value.
const nameLists: ReadonlySet<string> = new Set(["allowHeaders", "exposeHeaders", "reads", "told"]);

/** A copy of anything made of data in which what looks secret is replaced, and how often it was. */
export interface Redacted<T> {
  readonly value: T;
  readonly count: number;
}

/**
 * Replaces passwords, cookies and tokens, wherever they turn up: as values of headers that carry them, as parameters of
 * URLs, and in every sentence that repeats them. Names stay, so that one sees what was there.
 */
export function redact<T>(value: T, scenario: Scenario): Redacted<T> {
  const sought = secretsOf(scenario);
  let count = 0;
  const inText = (text: string): string => {
    let result = text;
    for (const secret of sought) {
      const parts = result.split(secret);
      count += parts.length - 1;
      result = parts.join(REDACTED);
    }
    result = result.replace(bySight, () => {
      count += 1;
      return REDACTED;
    });
    for (const pattern of inTexts) result = withoutNamed(result, pattern);
    return result.replace(inUserInfo, (match, scheme: string) => {
      if (match === `${scheme}${REDACTED}@`) return match;
      count += 1;
      return `${scheme}${REDACTED}@`;
    });
  };
  /** What stands behind a name that tells; of a number, what takes its place is a text. */
  const withoutNamed = (text: string, pattern: RegExp): string =>
    text.replace(pattern, (match, name: string, secret: string) => {
      if (secret === REDACTED) return match;
      count += 1;
      const isNumber = /:\s*$/.test(name) && /^[-\d.]+$/.test(secret);
      return name + (isNumber ? JSON.stringify(REDACTED) : REDACTED);
    });
  const inBody = (text: string): string => {
    let result = text;
    for (const secret of secretsInJson(text)) {
      const parts = result.split(secret);
      count += parts.length - 1;
      result = parts.join(JSON.stringify(REDACTED));
    }
    return inBodies.reduce(withoutNamed, inText(result));
  };
  const copy = (part: unknown): unknown => {
    if (typeof part === "string") return inText(part);
    if (Array.isArray(part)) return isSecretHeader(part) ? redactHeader(part) : part.map(copy);
    if (typeof part !== "object" || part === null) return part;
    return Object.fromEntries(
      Object.entries(part).map(([name, inner]) => [name, copyOf(name, inner)]),
    );
  };
  const copyOf = (name: string, part: unknown): unknown => {
    if (name === "body" && typeof part === "string") return inBody(part);
    return nameLists.has(name) && Array.isArray(part) ? part.map(copy) : copy(part);
  };
  const redactHeader = ([name, secret]: readonly [string, string]): [string, string] => {
    const text = withoutSecret(name, secret);
    if (text !== secret) count += 1;
    return [name, text];
  };
  return { value: copy(value) as T, count };
}

const NOTHING: Scenario = {
  page: { url: "" },
  request: { api: "fetch", url: "" },
  answers: [],
};

/** A sentence about what was given, without what looks secret in it; nothing else is known of that. */
export function redactText(text: string): string {
  return redact(text, NOTHING).value.replace(bareUserInfo, `${REDACTED}@`);
}

function isSecretHeader(part: readonly unknown[]): part is readonly [string, string] {
  const [name, value] = part;
  return (
    part.length === 2 &&
    typeof name === "string" &&
    typeof value === "string" &&
    // A list of two sentences is no header, whatever words are in them.
    isToken(name) &&
    secretHeaders.test(name) &&
    // `Access-Control-Allow-Headers: X-Auth-Token` names one and holds none.
    !/^access-control-/i.test(name)
  );
}

/** Names of cookies, their attributes and the scheme of `Authorization` tell nothing. */
function withoutSecret(name: string, value: string): string {
  switch (name.toLowerCase()) {
    case "authorization":
    case "proxy-authorization": {
      const scheme = /^\s*([A-Za-z][A-Za-z0-9-]*)\s+\S/.exec(value)?.[1];
      return scheme === undefined ? REDACTED : `${scheme} ${REDACTED}`;
    }
    case "cookie":
      return value
        .split(";")
        .map((pair) => withoutValue(pair.trim()))
        .join("; ");
    case "set-cookie": {
      const [pair = "", ...attributes] = value.split(";");
      return [withoutValue(pair), ...attributes].join(";");
    }
    default:
      return REDACTED;
  }
}

function withoutValue(pair: string): string {
  const equals = pair.indexOf("=");
  // What has no name is all value.
  if (equals === -1) return pair === "" ? pair : REDACTED;
  return `${pair.slice(0, equals)}=${REDACTED}`;
}

/** All secrets that a scenario shows to hold, the longest first, so that none is left in half. */
function secretsOf({ page, request, before = [], answers, cookies = [] }: Scenario): string[] {
  const found = new Set<string>();
  const note = (secret: string): void => {
    if (secret.length >= SHORTEST_SOUGHT) found.add(secret);
  };
  const noteHeaders = (headers: readonly (readonly [string, string])[] = []): void => {
    for (const header of headers)
      if (isSecretHeader(header)) for (const secret of secretsIn(...header)) note(secret);
  };
  const noteRequest = ({ url, headers = [] }: ScenarioRequest): void => {
    noteHeaders(headers);
    for (const [, , secret] of url.matchAll(inQuery)) note(secret!);
  };
  noteRequest(request);
  before.forEach(noteRequest);
  noteHeaders(page.headers);
  for (const { answer } of answers) {
    if ("failure" in answer) continue;
    noteHeaders(answer.headers);
    for (const layer of answer.layers ?? []) noteHeaders(layer.headers);
  }
  for (const { setCookie } of cookies)
    for (const secret of secretsIn("set-cookie", setCookie)) note(secret);
  return [...found].sort((one, other) => other.length - one.length);
}

function secretsIn(name: string, value: string): string[] {
  switch (name.toLowerCase()) {
    case "authorization":
    case "proxy-authorization":
      return [value.replace(/^\s*[A-Za-z][A-Za-z0-9-]*\s+(?=\S)/, "").trim()];
    case "cookie":
      return value.split(";").map(valueOf);
    case "set-cookie":
      return [valueOf(value.split(";", 1)[0]!)];
    default:
      return [value.trim()];
  }
}

/** Strings within objects and lists of a body of JSON whose name tells that they are secrets, in their quotation marks. */
function secretsInJson(text: string): string[] {
  if (text.length > LONGEST_READ || !/^\s*[[{]/.test(text)) return [];
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return [];
  }
  const found = new Set<string>();
  const rest: { readonly part: unknown; readonly isSecret: boolean }[] = [
    { part: body, isSecret: false },
  ];
  for (let next = rest.pop(); next !== undefined; next = rest.pop()) {
    const { part, isSecret } = next;
    if (typeof part === "string") {
      if (isSecret && part !== "" && part !== REDACTED) found.add(JSON.stringify(part));
    } else if (Array.isArray(part)) {
      for (const inner of part) rest.push({ part: inner, isSecret });
    } else if (typeof part === "object" && part !== null) {
      for (const [name, inner] of Object.entries(part)) {
        const isNamed = secretMembers.test(name) && typeof inner === "object";
        rest.push({ part: inner, isSecret: isSecret || isNamed });
      }
    }
  }
  return [...found].sort((one, other) => other.length - one.length).slice(0, MOST_SOUGHT);
}

const valueOf = (pair: string): string => pair.slice(pair.indexOf("=") + 1).trim();
