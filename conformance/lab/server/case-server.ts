import {
  LoopbackServer,
  type ReceivedRequest,
  pausedBytes,
  replyBytes,
  type ServedConnection,
  type WireReply,
} from "@crosswalk/verify/laboratory";
import { allOriginNames, type Case, type OriginName, type Reply } from "../case.ts";
import { expand, type Origins } from "../placeholders.ts";
import { echo } from "./echo.ts";

/** A message as the server saw it. */
export interface SeenMessage {
  readonly origin: OriginName;
  readonly request: ReceivedRequest;
  /** Over which it came; none where a replay has none. */
  readonly connection?: ServedConnection;
}

/** What the server needs to know of a case. */
type ServedCase = Pick<Case, "id" | "replies">;

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
  const running = new Map<
    string,
    { one: ServedCase; seen: SeenMessage[]; uses: Map<string, number> }
  >();
  let origins = {} as Origins;

  const answer = async (
    request: ReceivedRequest,
    scheme: string,
    connection: ServedConnection,
  ): Promise<WireReply> => {
    const [, id = "", ...rest] = request.target.split("/");
    const entry = running.get(id);
    const host = request.headers.find(([name]) => name.toLowerCase() === "host")?.[1];
    const origin = allOriginNames.find((name) => origins[name] === `${scheme}://${host}`);
    let reply: Reply;
    if (entry === undefined || origin === undefined) {
      reply = pages(request.target) ?? { status: 404 };
    } else {
      entry.seen.push({ origin, request, connection });
      reply = replyFor(entry.one, entry.uses, rest.join("/"), request);
    }
    if (reply.delay !== undefined) await new Promise((resolve) => setTimeout(resolve, reply.delay));
    return {
      ...pausedBytes(
        replyBytes(reply, request.method, (text) => expand(echo(text, request), origins, id)),
        reply,
      ),
      hangUp: reply.hangUp === true || reply.raw !== undefined,
      reset: reply.reset,
    };
  };

  const server = new LoopbackServer(answer);
  const p = await server.listen(0, ["127.0.0.1", "127.0.0.2", "::1"], "http");
  const q = await server.listen(0, ["127.0.0.1"], "http");
  const r = await server.listen(0, ["::1"], "http");
  const s = await server.listen(0, ["127.0.0.1", "::1"], "https");
  origins = {
    a: `http://127.0.0.1:${p}`,
    b: `http://127.0.0.1:${q}`,
    c: `http://localhost:${p}`,
    d: `http://127.0.0.2:${p}`,
    e: `http://[::1]:${r}`,
    s: `https://127.0.0.1:${s}`,
    t: `https://localhost:${s}`,
    n: `http://api.example:${q}`,
    u: `https://api.example:${s}`,
    l: `http://api.local:${q}`,
    f: `https://[::1]:${s}`,
    g: `http://0.0.0.0:${p}`,
    h: `http://[::]:${p}`,
    i: `http://site.localhost:${p}`,
    j: `http://below.site.localhost:${p}`,
    k: `http://beside.site.localhost:${p}`,
    m: `https://site.localhost:${s}`,
    o: `https://below.site.localhost:${s}`,
    p: `http://many.localhost:${p}`,
  };
  return {
    origins,
    spkiFingerprint: server.spkiFingerprint,
    begin(one) {
      running.set(one.id, { one, seen: [], uses: new Map() });
    },
    finish(id) {
      const seen = running.get(id)?.seen ?? [];
      running.delete(id);
      return seen;
    },
    close: () => server.close(),
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
