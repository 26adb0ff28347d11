import type { HeaderList } from "@crosswalk/cors/protocol";
import type { Client } from "../infrastructure/client.ts";
import type { LoadKind } from "../infrastructure/load-kind.ts";
import type { FontComplaint } from "../infrastructure/font-sanitizer.ts";
import type { NetworkFailure } from "../infrastructure/network-error.ts";
import type { FetchResponse } from "../infrastructure/fetch-response.ts";
import type { RefusedCookie } from "../infrastructure/refused-cookie.ts";
import type { FetchRequest } from "../infrastructure/fetch-request.ts";
import type { MisuseMessages } from "./misuse/misuse.ts";
import type { XmlHttpRequestMessages } from "./xml-http-request/xml-http-request.ts";

/** What a script does with a body that breaks off: it has a method read it, or has its stream or nothing of it. */
export type BodyState = "read" | "held";

/** What scripts and consoles are told of a failure. */
export interface EngineMessages {
  /** The message of the `TypeError` that `fetch` rejects with. */
  readonly failed: string;
  /** The same of a body that breaks off, for what the transport threw: by a method that takes all of it, or by its stream. */
  bodyFailed(cause: unknown, state: BodyState): string;
  /** The messages of exceptions for misuse. */
  readonly misuse: MisuseMessages;
  /** The same of an XMLHttpRequest's. */
  readonly xmlHttpRequest: XmlHttpRequestMessages;
  /** What the browser's own error has for a parameter, where that isn't all of what was at fault. */
  parameter(failure: NetworkFailure): string;
  /** The sentence on the console; null where the browser prints none. */
  console(failure: NetworkFailure, request: FetchRequest): string | null;
  /** What it prints after that of any resource that could not be loaded; null where nothing is. */
  failedResource(failure: NetworkFailure, request: FetchRequest): string | null;
  /** What it prints of a request before it is made. */
  started(request: FetchRequest): readonly string[];
  /** What it prints of mixed content that passes. */
  readonly mixedContent: ((request: FetchRequest, url: URL) => readonly string[]) | null;
  /** What it prints of an image whose picture its page has already. */
  takenPicture(url: URL, client: Client): readonly string[];
  /** What it prints of a preload that what comes for its address asks otherwise for, and doesn't take. */
  mismatchedPreload(
    url: string,
    preload: Pick<FetchRequest, "mode" | "credentialsMode">,
    request: Pick<FetchRequest, "mode" | "credentialsMode" | "method">,
  ): readonly string[];
  /** What it prints of a preload for nothing that it knows, of no address, or whose integrity is not looked at. */
  invalidPreload(as: string, hasAddress: boolean, integrity: string): readonly string[];
  /** What it prints of an element that may not take what was preloaded: its preload failed, or is not for it. */
  deniedTaking(request: FetchRequest, by: "by-preload" | "by-itself"): readonly string[];
  /** What it prints of an address whose scheme this kind is never loaded by. */
  refusedScheme(kind: LoadKind, url: URL, client: Client): readonly string[];
  /** What it prints of what came, from wherever in the end, for an element that can't use its type. */
  refusedType(kind: TypedKind, url: URL, response: TypedResponse): readonly string[];
  /** What it prints of a font that a page doesn't get. */
  failedFont(font: FailedFont): readonly string[];
  /** What it prints as a page is opened whose scripts can take its sandbox away. */
  readonly leavableSandbox: readonly string[];
  /** What it prints of a `Clear-Site-Data`, which who asks without credentials has no say in. */
  clearedData?(value: string, url: URL, mayClear: boolean): readonly string[];
  /** What it prints of a cookie that it refuses; null where it prints nothing. */
  refusedCookie(cookie: RefusedCookie, request: FetchRequest): string | null;
  /** What it prints of a response that its page gets. */
  passed(response: FetchResponse, request: FetchRequest): readonly string[];
}

export interface FailedFont {
  /** As the page has it, before redirects. */
  readonly url: URL;
  readonly family: string;
  /** What came and is none, and what is wrong with that; an answer of another status; or nothing that is whole. */
  readonly fault:
    | {
        readonly kind: "undecodable";
        readonly bytes: Uint8Array;
        readonly complaints: readonly FontComplaint[];
      }
    | { readonly kind: "status" }
    | { readonly kind: "broken-off"; readonly cause: unknown }
    | { readonly kind: "network"; readonly reason: FontFailure };
}

/** Why nothing came for a font, and what was asked for by then. */
export interface FontFailure {
  readonly failure: NetworkFailure;
  readonly request: FetchRequest;
}

/** What is to be of some type; a worker's script may be a module. */
export type TypedKind = LoadKind | "module-worker";

/** A response as far as its type, and whose it is, goes. */
export interface TypedResponse {
  readonly url: URL;
  readonly status: number;
  readonly headers: HeaderList;
  /** With all types that were given, where `headers` may have one of them. */
  readonly givenHeaders?: HeaderList;
  readonly isRedirected?: boolean;
  /** Whether what is no style sheet by its type is one to its document. */
  readonly isStyleOfQuirks?: boolean;
}
