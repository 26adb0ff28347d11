import type { AddressSpace, LoadKind } from "@crosswalk/browser";
import type { HeaderEntries } from "@crosswalk/cors/protocol";

/**
 * A request of a page, and what servers answer: all that decides whether the page may read the response. It is data,
 * JSON-serialisable, so that a changed copy can be run again.
 */
export interface Scenario {
  readonly page: ScenarioPage;
  readonly request: ScenarioRequest;
  /** What the same browser did before, in order; it fills caches and the cookie jar. */
  readonly before?: readonly ScenarioRequest[];
  /** What servers answer. The first rule that fits a message answers it; what none fits is a server that cannot be reached. */
  readonly answers: readonly AnswerRule[];
  /** Cookies that the browser holds, each as the `Set-Cookie` of a response from `url`. */
  readonly cookies?: readonly ScenarioCookie[];
  /** What a console said stops it, where no engine shows that by itself. */
  readonly told?: ToldObstacle;
  /** In which address space it said that the server is: of a name, nobody else knows. */
  readonly toldAddressSpace?: AddressSpace;
  /** Whose console it was: what stops the request there is said first. */
  readonly toldBy?: "chromium" | "firefox" | "webkit";
  /** What nobody told: something usual stands for it. */
  readonly assumed?: readonly ScenarioAssumption[];
}

export interface ScenarioCookie {
  readonly url: string;
  readonly setCookie: string;
  /** What a console said of why it isn't kept or sent, where that is no matter of its attributes: those are assumed then. */
  readonly told?: string;
}

/** What a browser's console tells of, and no engine of ours can be brought to. */
export type ToldObstacle =
  | "content-security-policy"
  | "frame-access"
  | "frame-refused"
  | "insecure-local-network"
  | "message-target"
  | "mixed-content"
  | "opaque-response-blocking"
  | "opener-policy"
  | "other-address-space"
  | "private-network-preflight"
  | "reason-not-told"
  | "service-worker-failed"
  | "web-socket";

/** `page`: which one asks; `url`: what it asks for; `request`: with which method and headers. */
export type ScenarioAssumption = "page" | "url" | "request";

export interface ScenarioPage {
  /** Where the page is: its origin asks. `file:` and `data:` are pages too. */
  readonly url: string;
  /** Whether its origin is opaque, as in a frame with `sandbox` without `allow-same-origin`. */
  readonly sandboxed?: boolean;
  /** The page that holds it in a frame. */
  readonly parent?: ScenarioPage;
  /** Its own response's headers, as far as known: `Content-Security-Policy`, `Cross-Origin-Embedder-Policy`… */
  readonly headers?: HeaderEntries;
  /** Whether a service worker answers for it; `"opaque"` if it answers with what it fetched without CORS. */
  readonly serviceWorker?: boolean | "opaque";
  /** What switches the browser's checks off on the machine where it was tried. Runs are without it. */
  readonly unprotected?: "disable-web-security" | "extension";
}

/** A request as a script or an element makes it. Absent fields are what the platform's defaults are. */
export interface ScenarioRequest {
  readonly api: "fetch" | "xhr" | LoadKind;
  readonly url: string;
  readonly method?: string;
  /** As the author sets them, in order. */
  readonly headers?: HeaderEntries;
  /** For `"xhr"` and elements, `"include"` is `withCredentials` or `crossorigin="use-credentials"`. */
  readonly credentials?: "omit" | "same-origin" | "include";
  /** For elements, `"cors"` is a `crossorigin` attribute. */
  readonly mode?: "cors" | "no-cors" | "same-origin";
  readonly redirect?: "follow" | "error" | "manual";
  readonly cache?:
    | "default"
    | "no-store"
    | "reload"
    | "no-cache"
    | "force-cache"
    | "only-if-cached";
  /** Text, as sent. */
  readonly body?: string;
  /** Whether the body is a stream, or `xhr.upload` has a listener: either forces a preflight. */
  readonly upload?: "stream" | "listener";
  /** Names of response headers that the script wants to read; of an element, what of it: `["pixels"]`. */
  readonly reads?: readonly string[];
  /** Of an element: `integrity`, and a preload's `as`. */
  readonly integrity?: string;
  readonly as?: string;
  /** Where the script says that the URL leads, which Chromium alone listens to. */
  readonly targetAddressSpace?: AddressSpace;
}

/** What answers messages that fit; absent conditions fit all. */
export interface AnswerRule {
  readonly when: {
    /** Without fragment, byte for byte as sent. */
    readonly url?: string;
    readonly method?: string;
    /** Whether the message is a preflight: `OPTIONS` with `Origin` and `Access-Control-Request-Method`. */
    readonly preflight?: boolean;
    /** The `Origin` that was sent; null where none was. */
    readonly origin?: string | null;
  };
  readonly answer: Answer;
}

export type Answer = AnsweredResponse | AnsweredFailure;

export interface AnsweredResponse {
  readonly status: number;
  readonly statusText?: string;
  /** As on the wire: one entry a line. */
  readonly headers: HeaderEntries;
  /** The text of the body, empty if left out. */
  readonly body?: string;
  /** Whether nobody has seen it: it stands for what is not known. */
  readonly assumed?: true;
  /**
   * Of an answer that is known by a console's message alone, what that tells: `status`, and names of headers in lower case. The
   * rest of it stands for what is not told, and is no evidence.
   */
  readonly told?: readonly string[];
  /** Which layers it passed, outermost first, where several dumps were given: `["cdn", "nginx", "app"]`. */
  readonly layers?: readonly AnswerLayer[];
}

/** The same response as one layer on its way saw it. */
export interface AnswerLayer {
  readonly name: string;
  readonly headers: HeaderEntries;
}

export interface AnsweredFailure {
  readonly failure:
    | "connection-refused"
    | "connection-reset"
    | "name-not-resolved"
    | "certificate"
    | "timed-out"
    | "blocked-by-client"
    | "local-network-access-denied";
}
