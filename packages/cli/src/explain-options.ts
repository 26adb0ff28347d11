import { loadKinds } from "@crosswalk/browser";
import { type EmitTarget, emitTargets } from "@crosswalk/config";
import type { ScenarioRequest } from "@crosswalk/explain";
import { parseOptions } from "./parse-options.ts";
import { UsageError } from "./usage-error.ts";

export interface ExplainOptions {
  /** What was pasted or named: texts, files, a URL. */
  readonly given: readonly string[];
  readonly page: string | null;
  /** What the options say of the request, which counts before what a pasted text says. */
  readonly request: Partial<ScenarioRequest>;
  /** Dumps of response headers, each from a file, of the layer that is named. */
  readonly layers: readonly { readonly name: string; readonly file: string }[];
  readonly format: "text" | "json" | "markdown" | "test";
  readonly stack: EmitTarget | null;
  readonly showSecrets: boolean;
  /** Whether no server is asked. */
  readonly offline: boolean;
  /** Whether the browsers that are installed are to say so too, and how many seconds they may take. */
  readonly verify: boolean;
  readonly timeLimit: number;
}

const apis = ["fetch", "xhr", ...loadKinds] as const;

export function readExplainOptions(parameters: readonly string[]): ExplainOptions {
  const { values, positionals } = parseOptions(parameters, {
    page: { type: "string" },
    method: { type: "string", short: "X" },
    header: { type: "string", short: "H", multiple: true },
    credentials: { type: "string" },
    mode: { type: "string" },
    redirect: { type: "string" },
    api: { type: "string" },
    body: { type: "string" },
    reads: { type: "string", multiple: true },
    layer: { type: "string", multiple: true },
    stack: { type: "string" },
    json: { type: "boolean" },
    markdown: { type: "boolean" },
    test: { type: "boolean" },
    "show-secrets": { type: "boolean" },
    offline: { type: "boolean" },
    verify: { type: "boolean" },
    "time-limit": { type: "string" },
  });
  const formats = (["json", "markdown", "test"] as const).filter((name) => values[name] === true);
  if (formats.length > 1) {
    throw new UsageError(`--${formats.join(" and --")} were given; write one of them`);
  }
  const verify = values.verify === true;
  if (verify && formats[0] === "test")
    throw new UsageError("--verify has no place in a test; write --test or --verify");
  const timeLimit = values["time-limit"];
  if (timeLimit !== undefined && !verify)
    throw new UsageError("--time-limit is for --verify; write both");
  return {
    given: positionals,
    page: values.page ?? null,
    request: {
      ...(values.api === undefined ? {} : { api: oneOf("api", values.api, apis) }),
      ...(values.method === undefined ? {} : { method: values.method }),
      ...(values.header === undefined ? {} : { headers: values.header.map(readHeader) }),
      ...(values.credentials === undefined
        ? {}
        : {
            credentials: oneOf("credentials", values.credentials, [
              "omit",
              "same-origin",
              "include",
            ]),
          }),
      ...(values.mode === undefined
        ? {}
        : { mode: oneOf("mode", values.mode, ["cors", "no-cors", "same-origin"]) }),
      ...(values.redirect === undefined
        ? {}
        : { redirect: oneOf("redirect", values.redirect, ["follow", "error", "manual"]) }),
      ...(values.body === undefined ? {} : { body: values.body }),
      ...(values.reads === undefined ? {} : { reads: values.reads }),
    },
    layers: (values.layer ?? []).map(readLayer),
    format: formats[0] ?? "text",
    stack: values.stack === undefined ? null : oneOf("stack", values.stack, emitTargets),
    showSecrets: values["show-secrets"] === true,
    offline: values.offline === true,
    verify,
    timeLimit: timeLimit === undefined ? TIME_LIMIT : readSeconds(timeLimit),
  };
}

// Two browsers start and end in ten seconds on a slow machine; one that hangs is not waited for much longer.
const TIME_LIMIT = 60;

function readSeconds(given: string): number {
  const seconds = /^\d{1,4}$/.test(given) ? Number(given) : 0;
  if (seconds > 0) return seconds;
  throw new UsageError(`--time-limit: "${given}" is no number of seconds; write 60`);
}

function oneOf<const Value extends string>(
  option: string,
  given: string,
  values: readonly Value[],
): Value {
  const found = values.find((value) => value === given);
  if (found !== undefined) return found;
  throw new UsageError(`--${option}: "${given}" is not known; write one of ${values.join(", ")}`);
}

function readHeader(given: string): [name: string, value: string] {
  const colon = given.indexOf(":");
  if (colon < 1) {
    throw new UsageError(
      // NB: It may be a token that somebody forgot to name.
      '--header: there is no name and colon in it; write "Content-Type: application/json"',
    );
  }
  return [given.slice(0, colon).trim(), given.slice(colon + 1).trim()];
}

function readLayer(given: string): { name: string; file: string } {
  const equals = given.indexOf("=");
  if (equals < 1) {
    throw new UsageError(
      `--layer: "${given}" names no layer; write nginx=headers-at-nginx.txt, outermost first`,
    );
  }
  return { name: given.slice(0, equals), file: given.slice(equals + 1) };
}
