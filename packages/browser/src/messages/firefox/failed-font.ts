import { type Http1Fault, UnreadableResponse } from "../../http1/unreadable.ts";
import { familyNameOf } from "../../infrastructure/family-name.ts";
import { tagAt, viewOf } from "../../infrastructure/font-directory.ts";
import type { FontComplaint } from "../../infrastructure/font-sanitizer.ts";
import type { NetworkFailure } from "../../infrastructure/network-error.ts";
import { isHttpScheme } from "../../infrastructure/url.ts";
import type { FailedFont, FontFailure } from "../messages.ts";

/** What has been said of why it failed. */
export type ToldOfFont = "cors" | "another-reason" | "nothing";

/**
 * What Firefox says of a font that a page doesn't get.
 *
 * layout/style/FontFaceSetImpl.cpp, LogMessage
 */
export function failedFontLines(
  font: FailedFont,
  whatIsTold: (reason: FontFailure) => ToldOfFont,
): readonly string[] {
  const { url, fault } = font;
  switch (fault.kind) {
    case "undecodable":
      return [
        ...complaintsOf(fault.bytes, fault.complaints),
        "rejected by sanitizer",
        // What is in its address is there at once, and so is the end of what there is to try.
        ...(url.protocol === "data:" ? ["font load failed"] : []),
      ].map((what) => line(font, what));
    case "status":
      return [line(font, "download failed", NS_ERROR_NOT_AVAILABLE)];
    case "broken-off":
      return [line(font, "download failed", statusOf(fault.cause))];
    case "network": {
      const { failure } = fault.reason;
      const told = whatIsTold(fault.reason);
      return [
        isHttpScheme(url) && !isRefusedAtOnce(font, failure)
          ? line(font, "download failed", downloadStatus(failure, told))
          : line(font, "failed to start download", startStatus(font, failure, told)),
      ];
    }
  }
}

/**
 * What the sanitizer says, without its warnings. Who is of no type that is known by its header is not given to it, and
 * of WOFF 2.0 it is silent until that is unpacked.
 *
 * gfx/thebes/gfxUserFontSet.cpp, SanitizeOpenTypeData
 */
function complaintsOf(bytes: Uint8Array, complaints: readonly FontComplaint[]): readonly string[] {
  if (bytes.length < 4) return [];
  const container = tagAt(viewOf(bytes), 0);
  const isKnown = container.startsWith("wOF") || (bytes.length >= 12 && sfntTags.has(container));
  const isPacked = container === "wOF2";
  return complaints
    .filter(({ isWarning }) => isKnown && isWarning !== true)
    .map(({ text }) => text)
    .filter((text) => !isPacked || text.startsWith("invalid sfntVersion"));
}

const sfntTags: ReadonlySet<string> = new Set(["\0\x01\0\0", "OTTO", "true"]);

/** As a console has it: a number, or what stands for one. */
type Status = number | string;

const BAD_URI = "bad URI or cross-site access not allowed";
const NS_ERROR_NOT_AVAILABLE = 0x80040111;
const NS_ERROR_FAILURE = 0x80004005;
const NS_ERROR_MALFORMED_URI = 0x804b000a;
const NS_ERROR_PORT_ACCESS_NOT_ALLOWED = 0x804b0013;
const NS_ERROR_NET_RESET = 0x804b0014;
const NS_ERROR_CORRUPTED_CONTENT = 0x804b001d;
const NS_ERROR_REDIRECT_LOOP = 0x804b001f;

// Which style, weight and width it has are descriptors that nobody gives here.
function line({ url, family }: FailedFont, what: string, status: Status | null = null): string {
  const code = typeof status === "number" ? `status=${status}` : status;
  const reason = code === null ? "" : `: ${code}`;
  return `downloadable font: ${what} (font-family: "${familyNameOf(family)}" style:normal weight:400 stretch:100 src index:0)${reason} source: ${url.href}`;
}

const isRefusedAtOnce = ({ url }: FailedFont, { code, url: at }: NetworkFailure): boolean =>
  (code === "BadPort" || code === "MixedContent") && at === url.href;

function startStatus({ url }: FailedFont, { code }: NetworkFailure, told: ToldOfFont): Status {
  if (code === "BadPort") return NS_ERROR_PORT_ACCESS_NOT_ALLOWED;
  if (code === "MixedContent") return "content blocked";
  return told === "nothing" ? (ofSchemes.get(url.protocol) ?? NS_ERROR_FAILURE) : BAD_URI;
}

/** Why there is no channel to what a scheme stands for, where nothing has been said of that. */
const ofSchemes: ReadonlyMap<string, number> = new Map([
  ["about:", NS_ERROR_MALFORMED_URI],
  ["blob:", NS_ERROR_MALFORMED_URI],
  ["moz-extension:", NS_ERROR_NOT_AVAILABLE],
  ["moz-page-thumb:", NS_ERROR_NOT_AVAILABLE],
  // NS_ERROR_NOT_IMPLEMENTED
  ["ws:", 0x80004001],
  ["wss:", 0x80004001],
]);

function downloadStatus({ code, cause }: NetworkFailure, told: ToldOfFont): Status {
  // What is found out where CORS is looked at has that for a reason, and what its page does not let a redirect lead to.
  if (code === "MixedContent" || told === "cors") return BAD_URI;
  if (code === "RedirectLimit") return NS_ERROR_REDIRECT_LOOP;
  return code === "TransportFailed" ? statusOf(cause) : NS_ERROR_CORRUPTED_CONTENT;
}

/** Of what the transport threw. */
function statusOf(cause: unknown): number {
  return (
    (cause instanceof UnreadableResponse ? ofFaults.get(cause.fault) : undefined) ??
    NS_ERROR_NET_RESET
  );
}

const ofFaults: ReadonlyMap<Http1Fault, number> = new Map([
  ["conflicting-headers", NS_ERROR_CORRUPTED_CONTENT],
  // NS_ERROR_UNEXPECTED
  ["invalid-chunk", 0x8000ffff],
  // NS_ERROR_PARSING_HTTP_STATUS_LINE
  ["invalid-status-line", 0x804b005a],
  // NS_ERROR_NET_PARTIAL_TRANSFER
  ["short-body", 0x804b004c],
  // NS_ERROR_INVALID_CONTENT_ENCODING
  ["undecodable", 0x804b001b],
  // NS_ERROR_DOM_INVALID_HEADER_VALUE
  ["zero-byte", 0x80530412],
]);
