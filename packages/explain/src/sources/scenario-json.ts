import { loadKinds } from "@crosswalk/browser";
import { redactText } from "../redact.ts";
import type { AnsweredFailure, Scenario, ScenarioRequest, ToldObstacle } from "../scenario.ts";

/** A text that claims to be a scenario and isn't one: every mistake, with its place. */
export class ScenarioError extends Error {
  override readonly name = "ScenarioError";
  readonly mistakes: readonly string[];

  constructor(mistakes: readonly string[]) {
    super(mistakes.join("\n"));
    this.mistakes = mistakes;
  }
}

/**
 * Reads a scenario out of JSON, as `--json` writes it.
 *
 * @throws ScenarioError with every mistake
 */
export function parseScenario(text: string): Scenario {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    // What is quoted of the text in such a message may be a part of a secret.
    const message = (error as Error).message.replace(
      /,? *(?:\.\.\.)?"[^]*(?= is not valid JSON$)/,
      "",
    );
    throw new ScenarioError([`the scenario is not JSON: ${message}`]);
  }
  // What --json writes has the scenario in it.
  const own = isRecord(value) && isRecord(value["scenario"]) ? value["scenario"] : value;
  const mistakes: string[] = [];
  checkScenario(own, (path, wanted, given) => {
    mistakes.push(`${path}: ${show(given)} is not ${wanted}`);
  });
  if (mistakes.length > 0) throw new ScenarioError(mistakes);
  return own as Scenario;
}

type Report = (path: string, wanted: string, given: unknown) => void;

function checkScenario(value: unknown, report: Report): void {
  if (!isRecord(value)) {
    report("scenario", "an object with page, request and answers", value);
    return;
  }
  checkPage(value["page"], "page", report);
  checkRequest(value["request"], "request", report);
  checkOneOf(value["toldAddressSpace"], spaces, "toldAddressSpace", report);
  checkOneOf(value["toldBy"], browsers, "toldBy", report);
  checkOneOf(value["told"], obstacles, "told", report);
  checkList(value["before"] ?? [], "before", report, checkRequest);
  checkList(value["answers"], "answers", report, checkRule);
  checkList(value["cookies"] ?? [], "cookies", report, (cookie, path, tell) => {
    const { url, setCookie } = isRecord(cookie) ? cookie : {};
    checkUrl(url, `${path}.url`, tell);
    if (typeof setCookie !== "string") tell(`${path}.setCookie`, "a Set-Cookie line", setCookie);
  });
}

function checkPage(value: unknown, path: string, report: Report): void {
  if (!isRecord(value)) {
    report(path, 'an object such as { "url": "https://app.example/" }', value);
    return;
  }
  checkUrl(value["url"], `${path}.url`, report);
  checkOptional(value["sandboxed"], "boolean", `${path}.sandboxed`, report);
  if (value["parent"] !== undefined) checkPage(value["parent"], `${path}.parent`, report);
  checkHeaders(value["headers"] ?? [], `${path}.headers`, report);
}

function checkRequest(value: unknown, path: string, report: Report): void {
  if (!isRecord(value)) {
    report(path, 'an object such as { "api": "fetch", "url": "https://api.example/" }', value);
    return;
  }
  const { api, url, headers = [] } = value;
  if (!apis.some((one) => one === api)) report(`${path}.api`, '"fetch", "xhr" or an element', api);
  if (typeof url !== "string" || url === "") report(`${path}.url`, "a URL", url);
  for (const name of ["method", "body", "integrity", "as"]) {
    checkOptional(value[name], "string", `${path}.${name}`, report);
  }
  for (const [name, all] of choices) checkOneOf(value[name], all, `${path}.${name}`, report);
  if (value["reads"] !== undefined) {
    checkList(value["reads"], `${path}.reads`, report, (name, at, tell) => {
      if (typeof name !== "string") tell(at, "a header's name", name);
    });
  }
  checkOneOf(value["targetAddressSpace"], spaces, `${path}.targetAddressSpace`, report);
  checkHeaders(headers, `${path}.headers`, report);
}

function checkRule(value: unknown, path: string, report: Report): void {
  const { when, answer } = isRecord(value) ? value : {};
  if (!isRecord(when)) report(`${path}.when`, "an object of conditions; {} fits all", when);
  if (!isRecord(answer)) {
    report(`${path}.answer`, 'an object such as { "status": 200, "headers": [] }', answer);
    return;
  }
  if (answer["failure"] !== undefined) {
    checkOneOf(answer["failure"], failures, `${path}.answer.failure`, report);
    return;
  }
  const { status } = answer;
  if (typeof status !== "number" || !Number.isInteger(status) || status < 100 || status > 999) {
    report(`${path}.answer.status`, "a status from 100 to 999", status);
  }
  checkHeaders(answer["headers"], `${path}.answer.headers`, report);
}

function checkHeaders(value: unknown, path: string, report: Report): void {
  checkList(value, path, report, (header, at, tell) => {
    const isPair =
      Array.isArray(header) &&
      header.length === 2 &&
      header.every((part) => typeof part === "string");
    if (!isPair) tell(at, 'a pair such as ["Content-Type", "text/plain"]', header);
  });
}

function checkList(
  value: unknown,
  path: string,
  report: Report,
  check: (element: unknown, path: string, report: Report) => void,
): void {
  if (!Array.isArray(value)) report(path, "a list", value);
  else value.forEach((element, index) => check(element, `${path}[${index}]`, report));
}

function checkUrl(value: unknown, path: string, report: Report): void {
  if (typeof value !== "string" || !URL.canParse(value))
    report(path, "a URL with its scheme", value);
}

function checkOptional(value: unknown, type: string, path: string, report: Report): void {
  if (value !== undefined && typeof value !== type) report(path, `a ${type}`, value);
}

const spaces: readonly NonNullable<ScenarioRequest["targetAddressSpace"]>[] = [
  "public",
  "local",
  "loopback",
];
// The keys of a record, so that none that the type has is left out.
const keysOf = <T extends string>(record: Readonly<Record<T, true>>): readonly string[] =>
  Object.keys(record);
const apis: readonly string[] = ["fetch", "xhr", ...loadKinds];
const choices: readonly (readonly [name: string, all: readonly string[]])[] = [
  [
    "credentials",
    keysOf<NonNullable<ScenarioRequest["credentials"]>>({
      omit: true,
      "same-origin": true,
      include: true,
    }),
  ],
  [
    "mode",
    keysOf<NonNullable<ScenarioRequest["mode"]>>({
      cors: true,
      "no-cors": true,
      "same-origin": true,
    }),
  ],
  [
    "redirect",
    keysOf<NonNullable<ScenarioRequest["redirect"]>>({ follow: true, error: true, manual: true }),
  ],
  [
    "cache",
    keysOf<NonNullable<ScenarioRequest["cache"]>>({
      default: true,
      "no-store": true,
      reload: true,
      "no-cache": true,
      "force-cache": true,
      "only-if-cached": true,
    }),
  ],
  ["upload", keysOf<NonNullable<ScenarioRequest["upload"]>>({ stream: true, listener: true })],
];
const failures = keysOf<AnsweredFailure["failure"]>({
  "connection-refused": true,
  "connection-reset": true,
  "name-not-resolved": true,
  certificate: true,
  "timed-out": true,
  "blocked-by-client": true,
  "local-network-access-denied": true,
});
const obstacles = keysOf<ToldObstacle>({
  "content-security-policy": true,
  "frame-access": true,
  "frame-refused": true,
  "insecure-local-network": true,
  "message-target": true,
  "mixed-content": true,
  "opaque-response-blocking": true,
  "opener-policy": true,
  "other-address-space": true,
  "private-network-preflight": true,
  "reason-not-told": true,
  "service-worker-failed": true,
  "web-socket": true,
});
const browsers: readonly NonNullable<Scenario["toldBy"]>[] = ["chromium", "firefox", "webkit"];

function checkOneOf(value: unknown, all: readonly string[], path: string, report: Report): void {
  if (value !== undefined && !all.some((one) => one === value))
    report(path, `one of ${all.map(show).join(", ")}`, value);
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const MAX_SHOWN = 60;

function show(value: unknown): string {
  // Of what is made of parts, any of them may be a secret that nothing around it shows to be one.
  if (Array.isArray(value)) return `an array of ${value.length}`;
  if (isRecord(value)) return "an object";
  const text = redactText(JSON.stringify(value) ?? "nothing");
  return text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text;
}
