import { byteLowercase, isHeaderName, normalizeHeaderValue } from "@crosswalk/cors/protocol";
import type { ScenarioRequest } from "../../scenario.ts";
import { requestOfPreflight } from "../hand-made-preflight.ts";
import { draft, type ScenarioDraft, type SourceNote } from "../scenario-draft.ts";
import { parseUrl, readSentHeaders } from "../sent-headers.ts";
import { positionIn, SourceError } from "../source-error.ts";
import type { CurlArgument } from "./curl-arguments.ts";

/** What the arguments of a command, taken one after the other, ask for. */
export class CurlCommand {
  readonly #text: string;
  readonly #notes: SourceNote[] = [];
  readonly #headers: (readonly [name: string, value: string])[] = [];
  readonly #data: string[] = [];
  readonly #query: string[] = [];
  #url: CurlArgument | null = null;
  #method: string | null = null;
  #isHead = false;
  #isDataInQuery = false;
  #isJson = false;
  /** Where the body comes from, if its text isn't here. */
  #bodyFrom: "file" | "form" | "upload" | null = null;

  constructor(text: string) {
    this.#text = text;
  }

  /** Takes one; false where the command ends with it. */
  take(argument: CurlArgument): boolean {
    const { option, value } = argument;
    switch (option.meaning) {
      case "url":
        if (this.#url === null) this.#url = argument;
        else this.#note("other-requests", value);
        break;
      case "next":
        this.#note("other-requests", option.name);
        return false;
      case "method":
        this.#method = value;
        break;
      case "header":
        this.#takeHeader(argument);
        break;
      case "user-agent":
        this.#headers.push(["User-Agent", value]);
        break;
      case "referrer":
        // `;auto` is for redirects.
        this.#headers.push(["Referer", value.replace(/;auto$/, "")]);
        break;
      case "cookies":
        // What has no `=` is a file's name.
        if (value.includes("=")) this.#headers.push(["Cookie", value]);
        else this.#note("cookies-unknown", value);
        break;
      case "basic-auth":
        this.#headers.push(["Authorization", `Basic ${base64(value)}`]);
        break;
      case "bearer":
        this.#headers.push(["Authorization", `Bearer ${value}`]);
        break;
      case "body":
        this.#data.push(value);
        break;
      case "body-json":
        this.#isJson = true;
        this.#takeData(value);
        break;
      case "body-file-allowed":
        this.#takeData(value);
        break;
      case "body-url-encoded":
        this.#data.push(this.#urlEncoded(value));
        break;
      case "url-query":
        this.#query.push(value.startsWith("+") ? value.slice(1) : this.#urlEncoded(value));
        break;
      case "form":
        this.#bodyFrom = "form";
        break;
      case "upload":
        this.#bodyFrom = "upload";
        break;
      case "query":
        this.#isDataInQuery = true;
        break;
      case "head":
        this.#isHead = true;
        break;
      case "insecure":
        this.#note("certificate-unchecked", option.name);
        break;
      case "ignored":
        break;
    }
    return true;
  }

  finish(isFollowed: boolean): ScenarioDraft {
    if (isFollowed) this.#note("other-requests", "shell");
    const url = this.#address();
    const hasData = this.#data.length > 0 || this.#bodyFrom === "file";
    const hasBody = (hasData && !this.#isDataInQuery) || isWhole(this.#bodyFrom);
    const method = this.#method ?? this.#usualMethod(hasBody);
    if (hasBody && this.#bodyFrom !== null) this.#note("body-unknown", this.#bodyFrom);
    if (hasBody && (method === "GET" || method === "HEAD")) this.#note("body-with-get", method);
    const entries = this.#withContentType(hasBody);
    const sent = readSentHeaders(entries, url);
    const asked = requestOfPreflight(method, entries);
    if (asked !== null) this.#note("preflight-by-hand", asked.method ?? "");
    const body = this.#data.join(this.#isJson ? "" : "&");
    const request: ScenarioRequest = {
      api: sent.api ?? "fetch",
      url,
      ...(method === undefined ? {} : { method }),
      ...(sent.headers.length === 0 ? {} : { headers: sent.headers }),
      ...(sent.mode === null ? {} : { mode: sent.mode }),
      ...(sent.credentials === null ? {} : { credentials: sent.credentials }),
      ...(hasBody && this.#bodyFrom === null ? { body } : {}),
      ...asked,
    };
    const notes = [...sent.notes, ...this.#notes];
    return draft({ page: sent.page, request, cookies: sent.cookies, notes });
  }

  #note(code: SourceNote["code"], subject: string): void {
    this.#notes.push({ code, subject });
  }

  #usualMethod(hasBody: boolean): string | undefined {
    if (this.#isHead) return "HEAD";
    if (this.#bodyFrom === "upload") return "PUT";
    return hasBody ? "POST" : undefined;
  }

  /** `name: value` sets it, `name;` sets it empty, `name:` takes it away. */
  #takeHeader({ value: line, offset }: CurlArgument): void {
    if (line.startsWith("@")) {
      this.#note("not-constant", line);
      return;
    }
    // HTTP/2's `:authority: …` begins with a colon.
    const colon = line.indexOf(":", 1);
    const isEmpty = colon === -1 && line.endsWith(";");
    const name = (isEmpty ? line.slice(0, -1) : line.slice(0, colon)).trim();
    if ((colon === -1 && !isEmpty) || !isHeaderName(name.replace(/^:/, ""))) {
      throw new SourceError(
        "curl",
        positionIn(this.#text, offset),
        "-H",
        'a header as "name: value" after it',
      );
    }
    const value = isEmpty ? "" : normalizeHeaderValue(line.slice(colon + 1));
    if (value !== "" || isEmpty) this.#headers.push([name, value]);
  }

  #takeData(value: string): void {
    if (value.startsWith("@")) this.#bodyFrom = "file";
    else this.#data.push(value);
  }

  /** `content`, `=content`, `name=content`; with `@` for `=` the content is a file's. */
  #urlEncoded(value: string): string {
    const [, name = "", sign = "", content = ""] = /^([^=@]*)([=@]?)([^]*)$/.exec(value) ?? [];
    if (sign === "@") {
      this.#bodyFrom = "file";
      return "";
    }
    if (sign === "") return encodeForm(name);
    return name === "" ? encodeForm(content) : `${name}=${encodeForm(content)}`;
  }

  #address(): string {
    if (this.#url === null) {
      throw new SourceError("curl", positionIn(this.#text, this.#text.length), "", "an URL");
    }
    const { value, offset } = this.#url;
    const query = [...this.#query, ...(this.#isDataInQuery ? this.#data : [])].join("&");
    const hasScheme = /^[a-z][a-z\d+.-]*:\/\//i.test(value);
    const url = withQuery(hasScheme ? value : `http://${value}`, query);
    if (parseUrl(url) === null) {
      // It is tempting to quote what follows `?`. Tokens are there.
      const found = value.replace(/[?#][^]*$/, "");
      throw new SourceError("curl", positionIn(this.#text, offset), found, "an URL");
    }
    if (!hasScheme) this.#note("scheme-guessed", "http:");
    return url;
  }

  /** What curl adds to a request with a body for which nobody names a type. */
  #withContentType(hasBody: boolean): (readonly [name: string, value: string])[] {
    const isNamed = (name: string): boolean =>
      this.#headers.some(([other]) => byteLowercase(other) === name);
    const added: (readonly [string, string])[] = [];
    if (this.#isJson && !isNamed("accept")) added.push(["Accept", "application/json"]);
    if (hasBody && !isNamed("content-type")) {
      const type = this.#isJson
        ? "application/json"
        : this.#bodyFrom === "form"
          ? "multipart/form-data; boundary=boundary"
          : "application/x-www-form-urlencoded";
      if (this.#bodyFrom !== "upload") added.push(["Content-Type", type]);
    }
    return [...this.#headers, ...added];
  }
}

/** Whether it is a body whatever `-G` says. */
function isWhole(from: "file" | "form" | "upload" | null): boolean {
  return from === "form" || from === "upload";
}

function withQuery(url: string, query: string): string {
  if (query === "") return url;
  const hash = url.indexOf("#");
  const [before, fragment] = hash === -1 ? [url, ""] : [url.slice(0, hash), url.slice(hash)];
  return `${before}${before.includes("?") ? "&" : "?"}${query}${fragment}`;
}

function base64(text: string): string {
  let bytes = "";
  for (const byte of new TextEncoder().encode(text)) bytes += String.fromCharCode(byte);
  return btoa(bytes);
}

/** What has half a surrogate pair can't be encoded as it is. */
function encodeForm(text: string): string {
  return encodeURIComponent(
    text.replace(
      /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g,
      "\ufffd",
    ),
  );
}
