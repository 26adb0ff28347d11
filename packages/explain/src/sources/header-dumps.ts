import { isToken, normalizeHeaderValue } from "@crosswalk/cors/protocol";
import { isPanelCopy, panelAsMessages } from "./panel-headers.ts";
import { positionIn, SourceError } from "./source-error.ts";

/** A message of HTTP as somebody pasted it: a response, and the request that it answers where that was there too. */
export interface HeaderDump {
  /** The layer that saw it so, from a heading above it. */
  readonly name: string | null;
  readonly request: DumpedRequest | null;
  readonly status: number;
  readonly statusText: string;
  /** Whether no status line was there. */
  readonly isStatusGuessed: boolean;
  readonly headers: readonly (readonly [name: string, value: string])[];
}

export interface DumpedRequest {
  readonly method: string;
  /** As on the line: a path, or an URL. */
  readonly target: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
}

const STATUS_LINE = /^HTTP\/[\d.]+[ \t]+(\d{3})(?:[ \t]+(.*))?$/i;
const REQUEST_LINE = /^([A-Za-z][\w-]*)[ \t]+(\S+)[ \t]+HTTP\/[\d.]+$/;
/** What curl says beside: `*` what it does, `{` and `}` data and TLS. */
const REMARK = /^(?:[*{}](?:[ \t]|$)|\[\d+ bytes data\])/;
/** Where somebody left something out. */
const CUT =
  /^\s*(?:<?(?:\.{2,}|…|snip|snipped|omitted)>?|\[(?:\.{2,}|…|snip)\]|<[^<>\n]{0,40}>)\s*$/i;
/** `app:`, `--- nginx ---`, `# CDN`, `== app ==`, `[proxy]`: one or two words, and nothing after a colon. */
const HEADING = /^([-=#*[\s]*)([A-Za-z][\w.]*(?:[ -][\w.]+)?)([-=#*\]:\s]*)$/;
// So that no longer line is tried.
const MAX_HEADING_LENGTH = 80;

// More than a chain of redirects through as many layers as there are.
const MAX_DUMPS = 100;

interface OpenRequest {
  readonly method: string;
  readonly target: string;
  readonly headers: [name: string, value: string][];
}

interface Open {
  name: string | null;
  request: OpenRequest | null;
  status: number | null;
  statusText: string;
  headers: [name: string, value: string][];
}

/**
 * Reads responses' headers as they are pasted: out of `curl -i`, `curl -v` and developer tools, one or several, with a line
 * above each that names who saw it so. What follows a hundred of them is left out.
 */
export function readHeaderDumps(given: string): HeaderDump[] {
  const text = isPanelCopy(given) ? panelAsMessages(given) : given;
  const reader = new DumpReader(text);
  let offset = 0;
  for (const line of text.split("\n")) {
    reader.take(line.endsWith("\r") ? line.slice(0, -1) : line, offset);
    offset += line.length + 1;
    if (reader.isFull) break;
  }
  const dumps = reader.end();
  if (dumps.length > 0) return dumps;
  const found = /\S+/.exec(text);
  throw new SourceError(
    "headers",
    positionIn(text, found?.index ?? 0),
    found?.[0] ?? "",
    "a status line, HTTP/1.1 200 OK, and headers below it",
  );
}

class DumpReader {
  readonly #text: string;
  readonly #dumps: HeaderDump[] = [];
  #request: OpenRequest | null = null;
  #name: string | null = null;
  #open: Open | null = null;
  /** What headers at hand belong to. */
  #state: "before" | "request" | "response" | "body" = "before";

  constructor(text: string) {
    this.#text = text;
  }

  get isFull(): boolean {
    return this.#dumps.length >= MAX_DUMPS;
  }

  take(given: string, offset: number): void {
    // `curl -v` marks what came with `<` and what went with `>`.
    const mark = /^[<>](?: |$)/.exec(given)?.[0] ?? "";
    const line = given.slice(mark.length);
    if (mark === "" && (REMARK.test(line) || CUT.test(line))) return;
    const status = STATUS_LINE.exec(line.trim());
    if (status !== null) {
      this.#begin(Number(status[1]), status[2] ?? "");
      return;
    }
    const request = mark.startsWith("<") ? null : REQUEST_LINE.exec(line.trim());
    if (request !== null) {
      this.#close();
      this.#request = { method: request[1]!, target: request[2]!, headers: [] };
      this.#state = "request";
      return;
    }
    if (line.trim() === "") {
      this.#endOfHeaders();
      return;
    }
    if (this.#state === "body") {
      // Of a body nothing is kept; what follows it begins with a heading or a line of its own.
      this.#takeHeading(line);
      return;
    }
    this.#takeHeader(line, offset + mark.length);
  }

  end(): HeaderDump[] {
    this.#close();
    return this.#dumps;
  }

  #begin(status: number, statusText: string): void {
    this.#close();
    this.#open = { name: this.#name, request: this.#request, status, statusText, headers: [] };
    this.#request = null;
    this.#state = "response";
  }

  #endOfHeaders(): void {
    if (this.#state === "response") this.#state = "body";
    else if (this.#state === "request") this.#state = "before";
  }

  #takeHeading(line: string): boolean {
    if (line.length > MAX_HEADING_LENGTH) return false;
    const [, before = "", name, after = ""] = HEADING.exec(line) ?? [];
    // In a body, a word is a word.
    if (name === undefined || (this.#state === "body" && before + after === "")) return false;
    this.#close();
    this.#name = name;
    this.#state = "before";
    return true;
  }

  #takeHeader(line: string, offset: number): void {
    const target = this.#state === "request" ? this.#request : this.#open;
    const last = target?.headers.at(-1);
    if (/^[ \t]/.test(line) && last !== undefined) {
      // A value that goes on in the next line, as it once was allowed.
      last[1] = last[1] === "" ? line.trim() : `${last[1]} ${line.trim()}`;
      return;
    }
    const colon = line.indexOf(":", 1);
    const name = line.slice(0, colon).trim();
    const value = normalizeHeaderValue(line.slice(colon + 1));
    if (colon === -1 || !isToken(name.replace(/^:/, ""))) {
      if (this.#state !== "response" && this.#takeHeading(line)) return;
      throw new SourceError(
        "headers",
        positionIn(this.#text, offset),
        // What isn't a header may be any part of one: its first word does.
        /^\S+/.exec(line.trim())?.[0] ?? "",
        'a header as "name: value"',
      );
    }
    if (this.#state === "before" && value === "" && this.#takeHeading(line)) return;
    if (name === ":status") {
      this.#begin(Number.parseInt(value, 10) || 200, "");
      return;
    }
    if (target === null) {
      this.#open = { name: this.#name, request: null, status: null, statusText: "", headers: [] };
      this.#state = "response";
    }
    (target ?? this.#open!).headers.push([name, value]);
  }

  #close(): void {
    const open = this.#open;
    this.#open = null;
    if (open === null) return;
    const { name, request, status, statusText, headers } = open;
    // An interim response, and a proxy's word that a tunnel stands, come before the one that counts.
    const isTunnel = request?.method === "CONNECT" || /^connection established$/i.test(statusText);
    if (status !== null && (status < 200 || isTunnel)) {
      this.#request = isTunnel ? null : request;
      return;
    }
    this.#dumps.push({
      name,
      request,
      status: status ?? 200,
      statusText,
      isStatusGuessed: status === null,
      headers,
    });
    this.#name = null;
  }
}
