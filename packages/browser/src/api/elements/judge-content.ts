import { isBlockedAsScript, isNosniff } from "../../infrastructure/blocked-type.ts";
import { isJavaScriptType } from "../../infrastructure/content-type.ts";
import type { ElementRules } from "../../infrastructure/element-rules.ts";
import { beginsAsImage, beginsAsMedia, beginsAsWebVtt } from "../../infrastructure/signatures.ts";
import type { FailedFont } from "../../messages/messages.ts";
import { isWellFormed } from "../../infrastructure/well-formed.ts";
import type { LoadFailure } from "./load.ts";
import { bytesOf, type LoadedResponse, startOf, wholeOf } from "./loaded-response.ts";
import { typeAs } from "./type-as.ts";

/** What a response is to be. */
export type ContentKind =
  /** One to use elements of. */
  | "drawing"
  | "font"
  | "image"
  | "media"
  | "module"
  | "script"
  | "style"
  | "track"
  | "worker"
  /** One of any type that a script may be of. */
  | "worker-as-script";

type FontFault = FailedFont["fault"];

export type Judgement =
  | { readonly ok: true; readonly text: string | null }
  | {
      readonly ok: false;
      readonly failure: LoadFailure;
      /** What is wrong with a font. */
      readonly font: FontFault | null;
    };

const failed = (failure: LoadFailure, font: FontFault | null = null): Judgement => ({
  ok: false,
  failure,
  font,
});

/** Whether a response will do. Nothing is decoded or run. */
export async function judgeContent(
  kind: ContentKind,
  response: LoadedResponse,
  rules: ElementRules,
): Promise<Judgement> {
  switch (kind) {
    case "drawing":
      return judgeDrawing(response, rules);
    case "image":
      return judgeImage(response, rules);
    case "media":
      // https://html.spec.whatwg.org/#dom-media-have_metadata
      if (!isUsableAsMedia(response, rules)) return failed("status");
      return judgeStart("media", response, rules);
    case "font":
      return judgeFont(response, rules);
    case "script":
      // https://html.spec.whatwg.org/#fetch-a-classic-script
      if (!isUsable(response, rules, "script")) return failed("status");
      return isBlockedAsScript(response.headers) ? failed("type") : textOf(response);
    case "module":
      // https://html.spec.whatwg.org/#fetch-a-single-module-script
      if (!isUsable(response, rules, "module")) return failed("status");
      if (isJavaScriptType(typeAs("module", response, rules))) return textOf(response);
      if (rules.refusesTypeAtEnd) await bytesOf(response);
      return failed("type");
    case "worker":
      if (!response.isOk) return failed("status");
      if (isNosniff(response.headers) && isBlockedAsScript(response.headers)) return failed("type");
      return isJavaScriptType(typeAs("worker", response, rules))
        ? textOf(response)
        : failed("type");
    case "worker-as-script":
      if (!response.isOk) return failed("status");
      return isBlockedAsScript(response.headers) ? failed("type") : textOf(response);
    case "style":
      return judgeStyle(response, rules);
    case "track": {
      if (!isUsable(response, rules, "track") && !rules.anyStatus.has("track"))
        return failed("status");
      const judgement = await textOf(response);
      return judgement.ok && !beginsAsWebVtt(judgement.text ?? "") ? failed("content") : judgement;
    }
  }
}

type UsableKind = ElementRules["noErrorWillDo"] extends ReadonlySet<infer Kind> ? Kind : never;

export function isUsable(
  { isOk, status }: LoadedResponse,
  rules: ElementRules,
  as: UsableKind,
): boolean {
  return isOk || (status < 400 && rules.noErrorWillDo.has(as));
}

function isPlayable(bytes: Uint8Array, { playsImages }: ElementRules): boolean {
  return beginsAsMedia(bytes) || (playsImages && beginsAsImage(bytes));
}

function isUsableAsMedia(response: LoadedResponse, rules: ElementRules): boolean {
  const { status, headers } = response;
  const range = status === 206 ? headers.get("Content-Range") : null;
  const isFromStart = /^bytes[ \t]+0+-/i.test(range ?? "");
  if (rules.mediaStatus === "whole-or-range") return status === 206 ? isFromStart : status === 200;
  const isElsewhere = range !== null && !isFromStart && rules.mediaStatus === "usable-or-range";
  return !isElsewhere && isUsable(response, rules, "media");
}

/** https://drafts.csswg.org/css-font-loading/#dom-fontface-load */
async function judgeFont(response: LoadedResponse, rules: ElementRules): Promise<Judgement> {
  if (!isUsable(response, rules, "font")) return failed("status", { kind: "status" });
  const { bytes, brokenBy } = await wholeOf(response);
  // "If the load fails": what breaks off is none, whatever came of it.
  if (brokenBy !== null) return failed("network", { kind: "broken-off", cause: brokenBy.cause });
  const complaints = rules.complaintsOfFont(bytes);
  return complaints === null
    ? { ok: true, text: null }
    : failed("content", { kind: "undecodable", bytes, complaints });
}

/** https://html.spec.whatwg.org/#images-processing-model */
async function judgeImage(response: LoadedResponse, rules: ElementRules): Promise<Judgement> {
  const type = typeAs("image", response, rules)?.essence ?? "";
  if (type === "image/svg+xml") {
    const bytes = await bytesOf(response);
    if (rules.sniffsDrawings && bytes !== null && beginsAsImage(bytes))
      return { ok: true, text: null };
    if (!response.isOk && !rules.anyStatus.has("svg")) return failed("status");
    if (bytes === null) return failed("network");
    const text = new TextDecoder().decode(bytes);
    return /<svg[\s>/]/.test(text) && isWellFormed(text) ? { ok: true, text } : failed("content");
  }
  // NOTE: The user agent must ignore the image's Content-Type, and sniff.
  if (!response.isOk && !rules.anyStatus.has("image")) return failed("status");
  return judgeStart("image", response, rules);
}

/** By the first bytes; whether the rest comes is looked at of a picture alone. */
async function judgeStart(
  kind: "image" | "media",
  response: LoadedResponse,
  rules: ElementRules,
): Promise<Judgement> {
  const isPicture = kind === "image";
  const { bytes, brokenBy } = await startOf(response, isPicture ? beginsAsImage : () => false);
  if (brokenBy !== null && rules.wantsWhole.has(kind)) return failed("network");
  const isOne = isPicture ? beginsAsImage(bytes) : isPlayable(bytes, rules);
  return isOne ? { ok: true, text: null } : failed("content");
}

const namedXml: ReadonlySet<string> = new Set([
  "application/xhtml+xml",
  "application/xml",
  "image/svg+xml",
  "text/xml",
]);

// https://mimesniff.spec.whatwg.org/#xml-mime-type
const XML = /\+xml$|^(?:application|text)\/xml$/;

/** https://svgwg.org/svg2-draft/linking.html#processingURL */
async function judgeDrawing(response: LoadedResponse, rules: ElementRules): Promise<Judgement> {
  if (!response.isOk) return failed("status");
  const type = typeAs("drawing", response, rules)?.essence ?? "";
  const { drawingTypes, usesMalformed } = rules;
  const isOfType = drawingTypes === "named-xml" ? namedXml.has(type) : XML.test(type);
  if (drawingTypes !== "any" && !isOfType) return failed("type");
  const judgement = await textOf(response);
  if (!judgement.ok) return judgement;
  const text = judgement.text ?? "";
  return text !== "" && (usesMalformed || isWellFormed(text)) ? judgement : failed("content");
}

/** https://html.spec.whatwg.org/#link-type-stylesheet */
async function judgeStyle(response: LoadedResponse, rules: ElementRules): Promise<Judgement> {
  if (!isUsable(response, rules, "style")) return failed("status");
  const type = typeAs("style", response, rules);
  if (type?.essence === "text/css") return textOf(response);
  // https://fetch.spec.whatwg.org/#should-response-to-request-be-blocked-due-to-nosniff?
  if (isNosniff(response.headers)) return failed("type");
  if (type === null && response.isRedirected && rules.redirectsTypeUntyped) return failed("type");
  // "If the document has been set to quirks mode, has the same origin as the URL of the external resource, and
  // the Content-Type metadata of the external resource is not a supported style sheet type, the user agent
  // must instead assume it to be text/css."
  // "If response's Content-Type metadata is not text/css, then set success to false."
  if (type !== null && !response.isStyleOfQuirks) {
    return rules.otherStyleType === "empty" ? { ok: true, text: "" } : failed("type");
  }
  return textOf(response);
}

async function textOf(response: LoadedResponse): Promise<Judgement> {
  const bytes = await bytesOf(response);
  return bytes === null ? failed("network") : { ok: true, text: new TextDecoder().decode(bytes) };
}
