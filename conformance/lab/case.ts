import type { ScriptRequest as PlainRequest } from "@crosswalk/verify/page";
import type { Reply } from "@crosswalk/verify/laboratory";

export type { Api, Body, HeaderLines } from "@crosswalk/verify/page";
export type { Reply } from "@crosswalk/verify/laboratory";

/**
 * A situation to put a browser in: a page, the requests its scripts make in order, and what the
 * servers answer. Plain data: the page, the server and a replay each take it as JSON.
 *
 * URLs and header values name origins by placeholders, because ports differ from run to run:
 * `{a}` is an origin's serialization, `{a/}` the case's own directory on it, `{#}` the case's id.
 */
export interface Case {
  readonly id: string;
  readonly dimension: string;
  readonly title: string;
  readonly page: PageName;
  readonly steps: readonly Step[];
  /** Further documents, each in the place of the one before. */
  readonly visits?: readonly Visit[];
  /** What is answered, by path within the case's directory; see `replyFor`. */
  readonly replies: Readonly<Record<string, readonly Reply[]>>;
  /** A browser is started for it alone, and it is recorded over which connection each request came. Its steps are scripts. */
  readonly isAlone?: true;
}

/** Another document that the same browser goes to, and what is asked for there. */
export interface Visit {
  readonly page: PageName;
  readonly steps: readonly Step[];
}

/**
 *     a   http://127.0.0.1:P     the ordinary page
 *     b   http://127.0.0.1:Q     same host, other port: cross-origin, same-site
 *     c   http://localhost:P     other host, same port: cross-site
 *     d   http://127.0.0.2:P     another address
 *     e   http://[::1]:R         IPv6
 *     s   https://127.0.0.1:S    secure, same host
 *     t   https://localhost:S    secure, other host
 *     n   http://api.example:Q   a name that leads to 127.0.0.1; WebKit knows none
 *     u   https://api.example:S  secure, the same name
 *     l   http://api.local:Q     a name of the local network
 */
export type OriginName =
  | "a"
  | "b"
  | "c"
  | "d"
  | "e"
  | "s"
  | "t"
  | "n"
  | "u"
  | "l"
  | OtherOriginName
  | SiteOriginName;

/** Those that every browser reaches, and finds by itself. */
export const loopbackNames: readonly OriginName[] = ["a", "b", "c", "d", "e", "s", "t"];

const originNames: readonly OriginName[] = [...loopbackNames, "n", "u", "l"];

/** What browsers are told to lead to 127.0.0.1. */
export const localNames: readonly string[] = ["api.example", "api.local"];

/**
 * Other names of the same servers, which no page is of and nothing is asked of beforehand:
 *
 *     f   https://[::1]:S     secure, IPv6; `{plain:f/}` is asked for over http
 *     g   http://0.0.0.0:P    any address of this machine
 *     h   http://[::]:P       the same of IPv6
 */
export type OtherOriginName = "f" | "g" | "h";

/**
 * Hosts of one site, which no case asked for before there were visits. Names below `localhost` lead to this machine in every browser.
 *
 *     i   http://site.localhost:P
 *     j   http://below.site.localhost:P
 *     k   http://beside.site.localhost:P
 *     m   https://site.localhost:S
 *     o   https://below.site.localhost:S
 *     p   http://many.localhost:P    of another site, whose cookies are too many
 */
export type SiteOriginName = "i" | "j" | "k" | "m" | "o" | "p";

/** Longer names first, for shorter ones may be what they end in. */
export const siteNames: readonly OriginName[] = ["j", "k", "i", "o", "m", "p"];

export const allOriginNames: readonly OriginName[] = [...siteNames, ...originNames, "f", "g", "h"];

/**
 * `sandbox` is a page of `a` under `Content-Security-Policy: sandbox`, `file` one on the disk: their
 * origins are opaque. One that is `telling` came with `Referrer-Policy: unsafe-url`, one that is `upgrading` with
 * `Content-Security-Policy: upgrade-insecure-requests`, and `ephemeral` is a telling one in a session that leaves
 * nothing on the disk, which WebKit alone is started with.
 */
export type PageName =
  | "a"
  | "c"
  | "e"
  | "s"
  | "sandbox"
  | "b in a"
  | "c in a"
  | "data in a"
  | "file"
  | FurtherPageName
  | VisitedPageName;

/** What only cases ask for that were thought of later. */
type FurtherPageName =
  | "data"
  | "telling a"
  | "srcdoc in a"
  | "blank in a"
  | "blob in a"
  | "b in s"
  | "upgrading a"
  | "upgrading s"
  | "upgrading u"
  | "ephemeral";

/**
 * Documents of cases with visits, each in a frame of the next: `sandboxed b in c in a`. A frame that is sandboxed may
 * run scripts and nothing else.
 */
type VisitedPageName = OriginName | FrameName | `${FrameName} in ${OriginName}` | NestedName;

type FrameName = `${"" | "sandboxed "}${OriginName} in ${OriginName}`;

type NestedName = `${"" | "sandboxed "}${OriginName} in sandboxed ${OriginName} in ${OriginName}`;

/** The pages that the recorded dimensions go through. */
export const pageNames: readonly PageName[] = [
  "a",
  "c",
  "e",
  "s",
  "sandbox",
  "b in a",
  "c in a",
  "data in a",
];

/** A file comes first: no browser lets the web send it to one. */
export const allPageNames: readonly PageName[] = [
  "file",
  ...pageNames,
  "data",
  "telling a",
  "srcdoc in a",
  "blank in a",
  "blob in a",
  "b in s",
  "upgrading a",
  "upgrading s",
  "upgrading u",
  "u",
  "ephemeral",
];

export interface ScriptRequest extends PlainRequest {
  /** A Blob that is made first; its URL stands for `{blob}` in `url`. */
  readonly blob?: BlobSource;
}

/** A Blob, and when its URL is revoked, if ever: `opened` is between `open` and `send`, `after` once the request was begun. */
export interface BlobSource {
  readonly text: string;
  readonly type: string;
  /** How often the text is in it. */
  readonly times?: number;
  readonly revoked?:
    | "before"
    | "opened"
    | "after"
    | "before, with a fragment"
    | "before, with a query";
}

/**
 * What a page's script does by itself: the source of an async function's body; `run-script.ts` has what it
 * finds by name. The outcome is what it noted.
 */
export interface Script {
  readonly script: string;
}

export type Step =
  | ScriptRequest
  | Script
  | { readonly wait: number }
  /** What the document asks for that holds the frame, or the outermost of several, while the frame is there. */
  | { readonly holder: ScriptRequest }
  | { readonly together: readonly ScriptRequest[] };
