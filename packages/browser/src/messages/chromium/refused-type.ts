import { type HeaderList, isOkStatus } from "@crosswalk/cors/protocol";
import { isBlockedAsScript, isNosniff } from "../../infrastructure/blocked-type.ts";
import { contentTypeOf, isJavaScriptType } from "../../infrastructure/content-type.ts";
import type { TypedKind, TypedResponse } from "../messages.ts";

/** What came for an element that can't use it by its type. */
export function refusedTypeLines(
  kind: TypedKind,
  _: URL,
  { url, status, headers }: TypedResponse,
): readonly string[] {
  const type = contentTypeOf(headers);
  const essence = type?.essence ?? "";
  switch (kind) {
    case "worker":
    case "script": {
      if (kind === "worker" && status >= 400) return [];
      if (!isBlockedAsScript(headers)) return [];
      const isOfNosniff = isNosniff(headers) && !isJavaScriptType(type);
      const strictly = isOfNosniff ? ", and strict MIME type checking is enabled" : "";
      return [
        `Refused to execute script from '${url.href}' because its MIME type ('${essence}') is not executable${strictly}.`,
      ];
    }
    case "import":
    case "module":
      return !isOkStatus(status) || isJavaScriptType(type)
        ? []
        : [
            `Failed to load module script: Expected a JavaScript-or-Wasm module script but the server responded with a MIME type of "${essence}". Strict MIME type checking is enforced for module scripts per HTML spec.`,
          ];
    case "module-worker":
      return !isOkStatus(status) || isJavaScriptType(type)
        ? []
        : [
            `Failed to load module script: The server responded with a non-JavaScript MIME type of "${essence}". Strict MIME type checking is enforced for module scripts per HTML spec.`,
          ];
    case "stylesheet":
      return status >= 400 || essence === "text/css" || !isNosniff(headers)
        ? []
        : [
            `Refused to apply style from '${url.href}' because its MIME type ('${essence}') is not a supported stylesheet MIME type, and strict MIME checking is enabled.`,
          ];
    case "event-source":
      return status === 200 ? streamLines(headers) : [];
    default:
      return [];
  }
}

/** third_party/blink/renderer/modules/eventsource/event_source.cc, DidReceiveResponse */
function streamLines(headers: HeaderList): readonly string[] {
  const type = contentTypeOf(headers);
  // What has no type is a text by what is in it.
  const essence = type?.essence ?? "text/plain";
  if (essence !== "text/event-stream")
    return [
      `EventSource's response has a MIME type ("${essence}") that is not "text/event-stream". Aborting the connection.`,
    ];
  const charset = type?.parameters.get("charset") ?? "";
  return charset === "" || /^utf-8$/i.test(charset)
    ? []
    : [
        `EventSource's response has a charset ("${charset.toLowerCase()}") that is not UTF-8. Aborting the connection.`,
      ];
}
