import type { Case } from "../../case.ts";
import type { DriverName } from "../../drivers/driver.ts";
import { casesOf } from "../generate.ts";
import { abortSituations } from "./aborts.ts";
import { abortedCopySituations } from "./aborted-copies.ts";
import { abortedStreamSituations } from "./aborted-streams.ts";
import { behindRedirectSituations } from "./behind-redirects.ts";
import { bodyReaderSituations } from "./body-readers.ts";
import { brokenBodySituations } from "./broken-bodies.ts";
import { brokenUnreadSituations } from "./broken-unread.ts";
import { brokenStreamSituations } from "./broken-streams.ts";
import { cookiesBeforePreflightsSituations } from "./cookies-before-preflights.ts";
import { cookieTimeSituations } from "./cookie-times.ts";
import { fetchOptionSituations } from "./fetch-options.ts";
import { formBoundarySituations } from "./form-boundaries.ts";
import { headersSituations } from "./headers.ts";
import { keepaliveRoomSituations } from "./keepalive-room.ts";
import { requestCopySituations } from "./request-copies.ts";
import { requestFaultSituations } from "./request-faults.ts";
import { requestObjectSituations } from "./request-objects.ts";
import { requestInitSituations } from "./request-inits.ts";
import { xhrEndingSituations } from "./xhr-endings.ts";
import { xhrHeadersLeftSituations } from "./xhr-headers-left.ts";
import { xhrHeldSituations } from "./xhr-held.ts";
import { xhrLedNowhereSituations } from "./xhr-led-nowhere.ts";
import { xhrLookedAtSituations } from "./xhr-looked-at.ts";
import { xhrProgressSituations } from "./xhr-progress.ts";
import { xhrReuseSituations } from "./xhr-reuse.ts";
import { streamBodySituations } from "./stream-bodies.ts";
import { streamEndSituations } from "./stream-ends.ts";
import { streamMemberSituations } from "./stream-members.ts";
import { timedEndSituations } from "./timed-ends.ts";
import { timedPartSituations } from "./timed-parts.ts";
import { xhrStateSituations } from "./xhr-states.ts";
import { xhrStuckSituations } from "./xhr-stuck.ts";
import { xhrTimedSituations } from "./xhr-timed.ts";
import { xhrTypeSituations } from "./xhr-types.ts";
import { xhrUploadEndSituations } from "./xhr-upload-ends.ts";
import { xhrUploadSituations } from "./xhr-uploads.ts";
import { xhrUnsentSituations } from "./xhr-unsent.ts";
import { xhrWaitedNextSituations } from "./xhr-waited-next.ts";
import { xhrWaitedSituations } from "./xhr-waited.ts";

/** What scripts do beyond asking once and reading the answer. They are recorded apart, as they came later. */
export function scriptCases(browser: DriverName): Case[] {
  return [
    ...casesOf("aborts", abortSituations()),
    ...casesOf("request-objects", requestObjectSituations()),
    ...casesOf("body-readers", bodyReaderSituations()),
    ...casesOf("script-headers", headersSituations()),
    ...casesOf("xhr-states", xhrStateSituations()),
    ...casesOf("fetch-options", fetchOptionSituations()),
    ...casesOf("keepalive-room", keepaliveRoomSituations()),
    ...casesOf("request-inits", requestInitSituations()),
    ...casesOf("xhr-progress", xhrProgressSituations()),
    ...casesOf("xhr-uploads", xhrUploadSituations()),
    ...casesOf("xhr-endings", xhrEndingSituations()),
    ...casesOf("xhr-types", xhrTypeSituations()),
    ...casesOf("xhr-reuse", xhrReuseSituations()),
    ...casesOf("xhr-headers-left", xhrHeadersLeftSituations()),
    ...casesOf("xhr-held", xhrHeldSituations()),
    ...casesOf("cookie-times", cookieTimeSituations()),
    ...casesOf("form-boundaries", formBoundarySituations()),
    ...casesOf("stream-bodies", streamBodySituations()),
    ...casesOf("xhr-waited", xhrWaitedSituations()),
    ...casesOf("xhr-timed", xhrTimedSituations()),
    ...casesOf("xhr-upload-ends", xhrUploadEndSituations()),
    ...casesOf("stream-ends", streamEndSituations()),
    ...casesOf("behind-redirects", behindRedirectSituations()),
    ...casesOf("request-copies", requestCopySituations()),
    ...casesOf("cookies-before-preflights", cookiesBeforePreflightsSituations()),
    ...casesOf("broken-streams", brokenStreamSituations()),
    ...(browser === "webkit" ? casesOf("broken-bodies", brokenBodySituations()) : []),
    ...(browser === "webkit" ? casesOf("stream-members", streamMemberSituations()) : []),
    ...(browser === "webkit" ? casesOf("aborted-copies", abortedCopySituations()) : []),
    ...(browser === "chromium" ? casesOf("timed-parts", timedPartSituations()) : []),
    ...casesOf("timed-ends", timedEndSituations(browser)),
    ...(browser === "firefox" ? casesOf("xhr-led-nowhere", xhrLedNowhereSituations()) : []),
    ...(browser === "firefox" ? casesOf("xhr-stuck", xhrStuckSituations()) : []),
    ...(browser === "firefox" ? casesOf("xhr-looked-at", xhrLookedAtSituations()) : []),
    ...(browser === "firefox" ? casesOf("request-faults", requestFaultSituations()) : []),
    ...casesOf("aborted-streams", abortedStreamSituations()),
    ...(browser === "webkit" ? casesOf("broken-unread", brokenUnreadSituations()) : []),
    ...(browser === "webkit" ? casesOf("xhr-waited-next", xhrWaitedNextSituations()) : []),
    ...casesOf("xhr-unsent", xhrUnsentSituations()),
  ];
}
