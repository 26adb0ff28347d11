import type { ResponseBody } from "@crosswalk/browser";
import type { AnsweredResponse, ScenarioRequest } from "../scenario.ts";

// What tells such files apart; an element looks no further.
const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
// Of a font the whole header, for its one table and as many bytes as it has itself.
const WOFF2 = "wOF2\0\x01\0\0\0\0\0\x30\0\x01\0\0\0\0\0\x30".padEnd(48, "\0");
const WEBM = [0x1a, 0x45, 0xdf, 0xa3];

/**
 * The body of an answer. Where the scenario doesn't say, it is one that the request can use: dumps of headers have none, and
 * what they say is what is to be judged.
 */
export function responseBody(
  { body, headers }: AnsweredResponse,
  request: ScenarioRequest,
): ResponseBody {
  const bytes = body === undefined ? usableBytes(request, headers) : new TextEncoder().encode(body);
  return {
    bytes: () => Promise.resolve(bytes),
    async *[Symbol.asyncIterator]() {
      if (bytes.length > 0) yield bytes;
    },
  };
}

function usableBytes(request: ScenarioRequest, headers: AnsweredResponse["headers"]): Uint8Array {
  const kind = request.api === "preload" ? (request.as ?? "") : request.api;
  switch (kind) {
    case "image":
    case "mask":
    case "shape":
      return isSvg(headers) ? new TextEncoder().encode("<svg/>") : Uint8Array.from(PNG);
    case "svg-use":
      return new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg"/>');
    case "font":
      return new TextEncoder().encode(WOFF2);
    case "audio":
    case "video":
      return Uint8Array.from(WEBM);
    case "track":
      return new TextEncoder().encode("WEBVTT\n\n");
    case "event-source":
      return new TextEncoder().encode("data: 1\n\n");
    default:
      return new Uint8Array();
  }
}

function isSvg(headers: AnsweredResponse["headers"]): boolean {
  return headers.some(
    ([name, value]) => name.toLowerCase() === "content-type" && /^\s*image\/svg\+xml/i.test(value),
  );
}
