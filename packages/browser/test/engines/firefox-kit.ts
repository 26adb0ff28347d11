import { Browser } from "@crosswalk/browser";
import { type Answer, APP, RecordingServer } from "../recording-server.ts";

export const GRANTS: NonNullable<Answer["headers"]> = [
  ["Access-Control-Allow-Origin", "*"],
  ["Access-Control-Allow-Methods", "PUT"],
  ["Access-Control-Allow-Headers", "x-a, authorization, content-type"],
];

export function open(answer: ConstructorParameters<typeof RecordingServer>[0], url: string = APP) {
  const server = new RecordingServer(answer);
  return { server, page: new Browser({ engine: "firefox", transport: server }).open(url) };
}

export const granting = (): Answer => ({ headers: GRANTS });

/** Redirects from `/0` to `/1` to `/2`, with a status each. */
export function redirecting(
  ...statuses: readonly number[]
): ConstructorParameters<typeof RecordingServer>[0] {
  return ({ url, method }) => {
    const hop = Number(url.pathname.slice(1));
    const status = statuses[hop];
    if (method === "OPTIONS" || status === undefined) return granting();
    return { status, headers: [...GRANTS, ["Location", `/${hop + 1}`]] };
  };
}

export const hops = (server: RecordingServer, name: string): (string | undefined)[] =>
  server.sent.filter(([line]) => !line.startsWith("OPTIONS")).map(([, headers]) => headers[name]);

export const asked = (server: RecordingServer): (string | undefined)[] =>
  server.sent
    .filter(([line]) => line.startsWith("OPTIONS"))
    .map(([, headers]) => headers["access-control-request-headers"]);
