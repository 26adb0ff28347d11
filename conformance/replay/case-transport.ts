import {
  bytesTransport,
  type Clock,
  type EngineName,
  type ResponseBytes,
  type Transport,
  type TransportRequest,
} from "@crosswalk/browser";
import type { HeaderEntries } from "@crosswalk/cors/protocol";
import { allOriginNames, type Case } from "../lab/case.ts";
import { expand } from "../lab/placeholders.ts";
import { replyFor } from "../lab/server/case-server.ts";
import { echo } from "../lab/server/echo.ts";
import { pausedBytes, type ReceivedRequest, replyBytes } from "@crosswalk/verify/laboratory";
import type { SeenMessage } from "../lab/server/case-server.ts";
import { Connections } from "./connections.ts";
import { replayOrigins } from "./origins.ts";

/** Answers as the laboratory's server does, byte for byte, and notes what it was asked. */
export class CaseTransport implements Transport {
  readonly seen: SeenMessage[] = [];
  /** Of each message, the lines of its head as they would be on the wire. */
  readonly heads: HeaderEntries[] = [];
  readonly send: Transport["send"];
  readonly #case: Case;
  readonly #clock: Clock;
  readonly #connections: Connections;
  readonly #uses: Map<string, number> = new Map();

  constructor(one: Case, engine: EngineName, clock: Clock) {
    this.#case = one;
    this.#clock = clock;
    this.#connections = new Connections(one, engine);
    this.send = bytesTransport((request, signal) => this.#answer(request, signal)).send;
  }

  async #answer(request: TransportRequest, signal: AbortSignal | null): Promise<ResponseBytes> {
    const { url, method } = request;
    const origin = allOriginNames.find((name) => replayOrigins[name] === url.origin);
    // Who speaks no TLS where others do is hung up on.
    if (isOfSecure(url)) return { bytes: Buffer.alloc(0), connection: "new" };
    if (origin === undefined) throw nobodyAt(url);
    const target = targetOf(url);
    const { body } = request;
    const streamed = body?.source === null ? await streamedBytes(body.stream) : null;
    const received: ReceivedRequest = {
      method,
      target,
      headers: request.headers.map(asRead),
      body: streamed ?? Buffer.alloc(0),
    };
    const [, id = "", ...rest] = target.split("/");
    // The page itself is there; nothing else is.
    const status = target === "/lab/page" ? "200 OK" : "404 Not Found";
    if (id !== this.#case.id)
      return {
        bytes: Buffer.from(`HTTP/1.1 ${status}\r\nContent-Length: 0\r\n\r\n`),
        connection: "new",
      };
    const place = this.seen.push({ origin, request: received }) - 1;
    this.heads.push((request.head?.([]) ?? request.headers).map(asRead));
    const reply = replyFor(this.#case, this.#uses, rest.join("/"), received);
    // Whoever has all bytes sends them together with the head: no other request comes between.
    if (body?.source === "bytes")
      this.seen[place] = {
        origin,
        request: { ...received, body: Buffer.from(await body.read()) },
      };
    if (reply.delay !== undefined) {
      await new Promise<void>((resolve, reject) => {
        this.#clock.schedule(resolve, reply.delay!);
        signal?.addEventListener("abort", () => reject(new Error("aborted")));
      });
    }
    const bytes = replyBytes(reply, method, (text) =>
      expand(echo(text, received), replayOrigins, id),
    );
    const connection = this.#connections.take(origin, request);
    this.#connections.giveBack(origin, request, reply);
    const { bytes: first, later } = pausedBytes(bytes, reply);
    return {
      bytes: first,
      connection,
      isOpen: reply.raw === undefined && reply.hangUp !== true,
      ...(later === undefined ? {} : { more: this.#later(later) }),
    };
  }

  async *#later({ bytes, delay }: { bytes: Buffer; delay: number }): AsyncGenerator<Uint8Array> {
    await new Promise<void>((resolve) => this.#clock.schedule(resolve, delay));
    yield bytes;
  }
}

const isOfSecure = ({ protocol, port }: URL): boolean =>
  protocol === "http:" &&
  allOriginNames.some(
    (name) => replayOrigins[name].endsWith(`:${port}`) && replayOrigins[name].startsWith("https:"),
  );

/** As Node.js has it: a name that isn't known, or an address where nothing listens. */
function nobodyAt({ origin, hostname }: URL): Error {
  const isAddress = /^\[|^[\d.]+$|^localhost$/.test(hostname);
  return Object.assign(new Error(`nothing listens at ${origin}`), {
    code: isAddress ? "ECONNREFUSED" : "ENOTFOUND",
  });
}

/** Path and query. Of a query that is empty, `search` says nothing. */
function targetOf({ href, pathname, search }: URL): string {
  const isEmptyQuery = search === "" && href.split("#", 1)[0]!.endsWith("?");
  return `${pathname}${isEmptyQuery ? "?" : search}`;
}

async function streamedBytes(stream: ReadableStream<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream as unknown as AsyncIterable<Uint8Array>) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** A header as whoever reads it off a line has it. */
const asRead = ([name, value]: HeaderEntries[number]): readonly [string, string] => [
  name,
  value.replace(/^[ \t]+|[ \t]+$/g, ""),
];
