import { isHeaderName, normalizeHeaderValue } from "@crosswalk/cors/protocol";
import type { ScenarioRequest } from "../scenario.ts";
import { draft, type ScenarioDraft, type SourceNote } from "./scenario-draft.ts";
import { parseUrl, readSentHeaders } from "./sent-headers.ts";
import { positionIn, SourceError } from "./source-error.ts";

// PowerShell's strings: in double quotes a backtick escapes, in single ones a quote is doubled.
const STRING = /"((?:[^"`]|`[^]|"")*)"|'((?:[^']|'')*)'/y;
const ASSIGNMENT = /["']([^"'=\n]+)["']\s*=\s*(?=["'])/g;

/** Reads `Invoke-WebRequest`, as browsers copy it for PowerShell, or as people write it. */
export function draftFromPowerShell(text: string): ScenarioDraft {
  const url = argumentOf(text, "Uri") ?? positionalUrl(text);
  if (url === null || parseUrl(url) === null) {
    throw new SourceError(
      "powershell",
      positionIn(text, Math.max(0, text.search(/Invoke-/i))),
      "Invoke-WebRequest",
      'an URL after -Uri, "https://api.example/"',
    );
  }
  const notes: SourceNote[] = [];
  const entries = headersOf(text);
  const agent = /\.UserAgent\s*=\s*/.exec(text);
  const cookies = cookiesOf(text);
  const type = argumentOf(text, "ContentType");
  const sent = readSentHeaders(
    [
      ...entries,
      ...(agent === null
        ? []
        : [["User-Agent", stringAt(text, agent.index + agent[0].length) ?? ""] as const]),
      ...(cookies === "" ? [] : [["Cookie", cookies] as const]),
      ...(type === null ? [] : [["Content-Type", type] as const]),
    ],
    url,
  );
  const body = argumentOf(text, "Body");
  if (body === null && /-Body\b/i.test(text))
    notes.push({ code: "body-unknown", subject: "-Body" });
  const method = argumentOf(text, "Method") ?? undefined;
  const request: ScenarioRequest = {
    api: sent.api ?? "fetch",
    url,
    ...(method === undefined ? {} : { method: method.toUpperCase() }),
    ...(sent.headers.length === 0 ? {} : { headers: sent.headers }),
    ...(sent.mode === null ? {} : { mode: sent.mode }),
    ...(sent.credentials === null ? {} : { credentials: sent.credentials }),
    ...(body === null ? {} : { body }),
  };
  return draft({
    page: sent.page,
    request,
    cookies: sent.cookies,
    notes: [...sent.notes, ...notes],
  });
}

function argumentOf(text: string, name: string): string | null {
  const found = new RegExp(String.raw`\s-${name}[ \t]+`, "i").exec(text);
  if (found === null) return null;
  const start = found.index + found[0].length;
  // Browsers write a body with more than ASCII as the bytes of a string.
  const at =
    start +
    (/^\(\[System\.Text\.Encoding\]::UTF8\.GetBytes\(/.exec(text.slice(start, start + 60))?.[0]
      .length ?? 0);
  return stringAt(text, at) ?? /^[\w:/?&=.%~+-]+/.exec(text.slice(at))?.[0] ?? null;
}

function positionalUrl(text: string): string | null {
  const found = /Invoke-(?:WebRequest|RestMethod)\s+/i.exec(text);
  if (found === null) return null;
  const at = found.index + found[0].length;
  return stringAt(text, at) ?? /^https?:\S+/.exec(text.slice(at))?.[0] ?? null;
}

function stringAt(text: string, at: number): string | null {
  STRING.lastIndex = at;
  const [, double, single] = STRING.exec(text) ?? [];
  if (single !== undefined) return single.replaceAll("''", "'");
  return (
    double?.replace(/`([^])|""|\$\(\[char\](\d{1,5})\)/g, (_, escaped?: string, code?: string) =>
      code === undefined
        ? (escapes.get(escaped ?? '"') ?? escaped ?? '"')
        : String.fromCharCode(Number(code)),
    ) ?? null
  );
}

const escapes: ReadonlyMap<string, string> = new Map([
  ["n", "\n"],
  ["r", "\r"],
  ["t", "\t"],
  ["0", ""],
]);

/** `-Headers @{ "name"="value" … }`. */
function headersOf(text: string): (readonly [name: string, value: string])[] {
  const start = /-Headers\s+@\{|\$headers\s*=\s*@\{/i.exec(text);
  if (start === null) return [];
  const found: (readonly [string, string])[] = [];
  for (const match of text.slice(start.index).matchAll(ASSIGNMENT)) {
    const [whole, name = ""] = match;
    const value = stringAt(text, start.index + match.index + whole.length);
    // HTTP/2's own are names of the browser's.
    if (value === null || !isHeaderName(name.replace(/^:/, ""))) continue;
    if (!/^(?:authority|method|path|scheme)$/.test(name))
      found.push([name, normalizeHeaderValue(value)]);
  }
  return found;
}

/** `$session.Cookies.Add((New-Object System.Net.Cookie("name", "value", "/", "host")))`. */
function cookiesOf(text: string): string {
  return [...text.matchAll(/System\.Net\.Cookie\(\s*"([^"]*)"\s*,\s*"([^"]*)"/g)]
    .map(([, name, value]) => `${name}=${value}`)
    .join("; ");
}
