import type { EngineName } from "@crosswalk/browser";
import type { FailureCode } from "../engine-run.ts";
import type { Scenario, ToldObstacle } from "../scenario.ts";

type BesideRequests =
  | "frame-access"
  | "frame-refused"
  | "message-target"
  | "opener-policy"
  | "web-socket";

interface Printed {
  /** The origin of the page whose script it was. */
  readonly origin: string;
  readonly url: string;
  /** The value of `X-Frame-Options`, where it is known. */
  readonly frameOptions: string;
}

type Lines = Readonly<
  Record<Exclude<EngineName, "standard">, (told: Printed) => readonly string[]>
>;

/** What browsers print of what a page did otherwise than by a request that CORS has a part in. */
const printed: ReadonlyMap<FailureCode, Lines> = new Map<BesideRequests, Lines>([
  [
    "frame-access",
    {
      chromium: ({ origin }) => [
        `Blocked a frame with origin "${origin}" from accessing a cross-origin frame.`,
      ],
      firefox: () => ['Permission denied to access property "document" on cross-origin object'],
      webkit: ({ origin, url }) => [
        `Blocked a frame with origin "${origin}" from accessing a frame with origin "${new URL(url).origin}". Protocols, domains, and ports must match.`,
      ],
    },
  ],
  [
    "frame-refused",
    {
      chromium: ({ url, frameOptions }) => [
        `Refused to display '${url}' in a frame because it set 'X-Frame-Options' to '${frameOptions.toLowerCase()}'.`,
      ],
      firefox: ({ url, frameOptions }) => [
        `The loading of “${url}” in a frame is denied by “X-Frame-Options“ directive set to “${frameOptions}“.`,
      ],
      webkit: ({ url, frameOptions }) => [
        `Refused to display '${url}' in a frame because it set 'X-Frame-Options' to '${frameOptions}'.`,
      ],
    },
  ],
  [
    "message-target",
    {
      chromium: (told) => [messageTarget(told)],
      firefox: (told) => [messageTarget(told, "‘", "’")],
      webkit: ({ origin, url }) => [
        `Unable to post message to ${new URL(url).origin}. Recipient has origin ${origin}.`,
      ],
    },
  ],
  [
    "opener-policy",
    {
      chromium: () => ["Cross-Origin-Opener-Policy policy would block the window.closed call."],
      firefox: () => [],
      webkit: () => [],
    },
  ],
  [
    "web-socket",
    {
      chromium: ({ url }) => [`WebSocket connection to '${socketOf(url)}' failed: `],
      firefox: ({ url }) => [
        `Firefox can’t establish a connection to the server at ${socketOf(url)}.`,
      ],
      webkit: ({ url }) => [
        `WebSocket connection to '${socketOf(url)}' failed: There was a bad response from the server.`,
      ],
    },
  ],
]);

// Chromium's and Firefox's words are the same but for their quotation marks. A frame that hasn't loaded yet is its parent's own.
const messageTarget = ({ origin, url }: Printed, open = "'", close = "'"): string => {
  const quoted = (text: string): string => open + text + close;
  return `Failed to execute ${quoted("postMessage")} on ${quoted("DOMWindow")}: The target origin provided (${quoted(new URL(url).origin)}) does not match the recipient window${close}s origin (${quoted(origin)}).`;
};

const socketOf = (url: string): string => url.replace(/^http/, "ws");

/** Whether a console told of something that is no request for a response: no engine makes it, and nothing of it can be drawn. */
export function isBesideRequests({ told }: Pick<Scenario, "told">): boolean {
  return told !== undefined && printed.has(told satisfies ToldObstacle);
}

/** Null where a code is one of a request. */
export function linesBesideRequests(
  engine: EngineName,
  code: FailureCode,
  told: Printed,
): string[] | null {
  const lines = printed.get(code);
  if (lines === undefined) return null;
  return engine === "standard" ? [] : [...lines[engine](told)];
}
