import { type HeaderEntries, HeaderList } from "@crosswalk/cors/protocol";
import { extractMimeType } from "../infrastructure/mime-type.ts";
import { encodedText } from "./encoded-text.ts";
import { isOnALine } from "./is-on-a-line.ts";
import type { RecordedExchange } from "./recorded.ts";

/**
 * As much of an HTTP archive as answers requests: what a browser's network panel saves, parsed.
 *
 * http://www.softwareishard.com/blog/har-12-spec/
 */
export interface Har {
  readonly log: { readonly entries: readonly HarEntry[] };
}

export interface HarEntry {
  readonly request: { readonly method: string; readonly url: string };
  readonly response: {
    /** 0 where nothing came back. */
    readonly status: number;
    readonly statusText?: string;
    readonly headers: readonly { readonly name: string; readonly value: string }[];
    readonly content?: { readonly text?: string; readonly encoding?: string };
  };
}

/** What was answered, in order. What failed is left out, and fails again. */
export function exchangesOfHar({ log }: Har): RecordedExchange[] {
  return log.entries
    .filter(({ response }) => response.status > 0)
    .map(({ request, response }) => {
      const headers = response.headers.flatMap(headerLines);
      return {
        method: request.method,
        url: request.url,
        status: response.status,
        statusText: response.statusText ?? "",
        headers,
        ...bodyOf(response, headers),
      };
    });
}

/** Chromium joins the lines of a name by line ends, and HTTP/2's `:status` is none. */
function headerLines({ name, value }: { name: string; value: string }): HeaderEntries {
  if (name.startsWith(":")) return [];
  return value.split("\n").map((line) => [name, bytesOfLine(line)] as const);
}

/**
 * A character a byte. Tools differ in whether they read a value by UTF-8 where it is that: one that has a character above
 * 0xff they have. Below it nobody can tell, and a character is taken for a byte.
 */
function bytesOfLine(line: string): string {
  if (isOnALine(line)) return line;
  return Array.from(new TextEncoder().encode(line), (byte) => String.fromCharCode(byte)).join("");
}

/** Decoded of any content coding, and of the charset where it is text, as panels save it. */
function bodyOf(
  { content }: HarEntry["response"],
  headers: HeaderEntries,
): Pick<RecordedExchange, "body"> {
  const text = content?.text ?? "";
  if (text === "") return {};
  if (content?.encoding !== "base64") return { body: encodedText(text, charsetOf(headers)) };
  return { body: Uint8Array.from(atob(text), (character) => character.charCodeAt(0)) };
}

/** By which a page will read the text. */
const charsetOf = (headers: HeaderEntries): string | null =>
  extractMimeType(HeaderList.from(headers))?.parameters.get("charset") ?? null;
