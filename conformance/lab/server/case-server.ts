import { createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { createServer as createTlsServer } from "node:tls";
import { originNames, type Case, type OriginName, type Reply } from "../case.ts";
import { expand, type Origins } from "../placeholders.ts";
import { generateCertificate } from "./certificate.ts";
import { echo } from "./echo.ts";
import { replyBytes } from "./reply-bytes.ts";
import { RequestReader, type ReceivedRequest } from "./request-reader.ts";
import { ruleReply, type ReplyRule } from "./rule-reply.ts";

/** A message as the server saw it. */
export interface SeenMessage {
  readonly origin: OriginName;
  readonly request: ReceivedRequest;
}

/** What the server needs to know of a case. Rules go before replies. */
export type ServedCase = Pick<Case, "id" | "replies"> & { readonly rules?: readonly ReplyRule[] };

export interface CaseServer {
  readonly origins: Origins;
  readonly spkiFingerprint: string;
  /** Answers requests for this case, and notes them, until `finish`. */
  begin(one: ServedCase): void;
  /** Everything seen for the case so far. */
  finish(id: string): SeenMessage[];
  close(): Promise<void>;
}

type Pages = (path: string) => Reply | undefined;

/** Listens on every origin of `OriginName`. `pages` answers what belongs to no case. */
export async function startCaseServer(pages: Pages): Promise<CaseServer> {
  const certificate = generateCertificate();
  const running = new Map<
    string,
    { one: ServedCase; seen: SeenMessage[]; uses: Map<string, number> }
  >();
  const sockets = new Set<Socket>();
  const servers: Server[] = [];
  let origins = {} as Origins;

  const accept = (socket: Socket): void => {
    const reader = new RequestReader();
    // Answers go out in the order of their requests, delayed ones too.
    let previous = Promise.resolve();
    sockets.add(socket);
    socket.setNoDelay(true);
    socket.on("close", () => sockets.delete(socket));
    socket.on("error", () => socket.destroy());
    socket.on("data", (bytes: Buffer) => {
      for (const request of reader.push(bytes))
        previous = previous.then(() => answer(socket, request));
    });
  };

  const answer = async (socket: Socket, request: ReceivedRequest): Promise<void> => {
    const [, id = "", ...rest] = request.target.split("/");
    const entry = running.get(id);
    const origin = originOf(request, socket);
    let reply: Reply;
    if (entry === undefined || origin === undefined) {
      reply = pages(request.target) ?? { status: 404 };
    } else {
      entry.seen.push({ origin, request });
      const url = origins[origin] + request.target;
      reply =
        ruleReply(entry.one.rules ?? [], { ...request, url }) ??
        replyFor(entry.one, entry.uses, rest.join("/"), request);
    }
    if (reply.delay !== undefined) await new Promise((resolve) => setTimeout(resolve, reply.delay));
    if (socket.destroyed) return;
    socket.write(
      replyBytes(reply, request.method, (text) => expand(echo(text, request), origins, id)),
    );
    if (reply.hangUp === true || reply.raw !== undefined) socket.end();
  };

  const originOf = (request: ReceivedRequest, socket: Socket): OriginName | undefined => {
    const host = request.headers.find(([name]) => name.toLowerCase() === "host")?.[1];
    const scheme = "encrypted" in socket ? "https" : "http";
    return originNames.find((name) => origins[name] === `${scheme}://${host}`);
  };

  const listen = async (
    port: number,
    hosts: readonly string[],
    secure: boolean,
  ): Promise<number> => {
    let bound = port;
    for (const host of hosts) {
      const server = secure
        ? createTlsServer({ key: certificate.key, cert: certificate.certificate }, accept)
        : createServer(accept);
      servers.push(server);
      await new Promise<void>((resolve, reject) => {
        server.once("error", reject);
        server.listen(bound, host, resolve);
      });
      bound = (server.address() as AddressInfo).port;
    }
    return bound;
  };

  const p = await listen(0, ["127.0.0.1", "127.0.0.2", "::1"], false);
  const q = await listen(0, ["127.0.0.1"], false);
  const r = await listen(0, ["::1"], false);
  const s = await listen(0, ["127.0.0.1", "::1"], true);
  origins = {
    a: `http://127.0.0.1:${p}`,
    b: `http://127.0.0.1:${q}`,
    c: `http://localhost:${p}`,
    d: `http://127.0.0.2:${p}`,
    e: `http://[::1]:${r}`,
    s: `https://127.0.0.1:${s}`,
    t: `https://localhost:${s}`,
  };
  return {
    origins,
    spkiFingerprint: certificate.spkiFingerprint,
    begin(one) {
      running.set(one.id, { one, seen: [], uses: new Map() });
    },
    finish(id) {
      const seen = running.get(id)?.seen ?? [];
      running.delete(id);
      return seen;
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
    },
  };
}

/**
 * The reply to the n-th use of `"preflight PATH"` or `"PATH"` (the last one repeats), else to `"preflight"`
 * or `""`, which stand for any path. Paths are compared without query.
 */
export function replyFor(
  one: Pick<Case, "replies">,
  uses: Map<string, number>,
  target: string,
  request: Pick<ReceivedRequest, "method" | "headers">,
): Reply {
  const path = target.split("?", 1)[0]!;
  const names = request.headers.map(([name]) => name.toLowerCase());
  const preflight = request.method === "OPTIONS" && names.includes("access-control-request-method");
  const keys = preflight ? [`preflight ${path}`, "preflight", path, ""] : [path, ""];
  const key = keys.find((candidate) => Object.hasOwn(one.replies, candidate));
  if (key === undefined) return { status: 404, headers: ["Cache-Control: no-store"] };
  const used = uses.get(key) ?? 0;
  uses.set(key, used + 1);
  const replies = one.replies[key]!;
  return replies[Math.min(used, replies.length - 1)]!;
}
