import { corsUnsafeRequestHeaderNames, isCorsSafelistedMethod } from "@crosswalk/cors/protocol";
import type { EngineProfile } from "../../engines/engine.ts";
import type { UserAgent } from "../../fetching/user-agent.ts";
import type { RequestBody } from "../../infrastructure/body.ts";
import { createFetchRequest } from "../../infrastructure/create-fetch-request.ts";
import type { FetchRequest } from "../../infrastructure/fetch-request.ts";
import { includesCredentials, isHttpScheme } from "../../infrastructure/url.ts";
import { UploadProgress } from "./upload-progress.ts";
import { extractRequestBody, nameUnsentType } from "./xml-http-request-body.ts";
import type { Sending, XmlHttpRequestState } from "./xml-http-request-state.ts";
import type { XmlHttpRequestUpload } from "./xml-http-request-upload.ts";

/** What `send` does before anything is to be seen of it. */
export function prepareSend(
  xhr: XmlHttpRequestState,
  target: XmlHttpRequestUpload,
  given: unknown,
): Sending {
  xhr.requireUnstuck();
  xhr.tellOfBody(given);
  // 1. If this's state is not opened, then throw an "InvalidStateError" DOMException.
  // 2. If this's send() invoked is true, then throw an "InvalidStateError" DOMException.
  xhr.requireUnsent("send");
  const { engine, clock } = xhr.context.agent;

  // 3. If this's request method is `GET` or `HEAD`, then set body to null.
  const isNull = given == null || xhr.method === "GET" || xhr.method === "HEAD";

  // 4. If body is not null: […]
  const writtenType = xhr.authorRequestHeaders.get("Content-Type");
  const body = isNull ? null : extractRequestBody(given, xhr.authorRequestHeaders, engine);
  if (isNull) nameUnsentType(given, xhr.authorRequestHeaders, engine);

  // 5. If one or more event listeners are registered on this's upload object, then set this's upload
  //    listener to true.
  const { hasListeners } = target;

  // 6. Let req be a new request, initialized as follows: […]
  const sentType = xhr.authorRequestHeaders.get("Content-Type");
  const types = {
    bodyType: writtenType === null ? sentType : null,
    writtenType: engine.xhr.preflightsWrittenType ? writtenType : null,
  };
  // NB: To who listens WebKit sends an empty body as none, while its type stands.
  const isDropped =
    engine.xhr.listenedNothingIsNoBody && hasListeners && body !== null && body.length === 0;
  const request = createRequest(xhr, isDropped ? null : body, types, hasListeners);

  // 10. Set this's send() invoked to true.
  xhr.isSent = true;
  const upload = new UploadProgress({
    target,
    rules: engine.xhr,
    hasListeners,
    length: isWithoutUpload(xhr.url!, given, body, engine) ? null : body.length,
    isSynchronous: xhr.isSynchronous,
    isLocal: engine.xhr.localUploads === "begun" && !isHttpScheme(xhr.url!),
    current: () => xhr.sending?.upload ?? null,
    past: xhr.pastUpload,
  });
  const sending = { request, controller: new AbortController(), upload, startedAt: clock.now() };
  xhr.sending = sending;
  return sending;
}

function createRequest(
  xhr: XmlHttpRequestState,
  body: RequestBody | null,
  types: Pick<FetchRequest, "bodyType" | "writtenType">,
  uploadListener: boolean,
): FetchRequest {
  const { client, agent } = xhr.context;
  const { uploadListenerPreflight, synchronousIsBare } = agent.engine;
  // NB: Where a listener matters for the sake of its events, it matters only if there will be any.
  const isHeard = uploadListenerPreflight === "always" || (body !== null && !xhr.isSynchronous);
  const forcesPreflight = uploadListener && isHeard && !(synchronousIsBare && xhr.isSynchronous);
  const url = xhr.url!;
  return createFetchRequest(url, client, xhr.authorRequestHeaders.clone(), {
    method: xhr.method,
    blobUrlEntry: xhr.blobUrlEntry,
    unsafeRequestFlag: true,
    body,
    ...types,
    mode: "cors",
    useCorsPreflightFlag: forcesPreflight,
    credentialsMode: xhr.withCredentials ? "include" : "same-origin",
    useUrlCredentialsFlag: includesCredentials(url),
    initiator: "xmlhttprequest",
    synchronous: xhr.isSynchronous,
  });
}

/** Whether there is nothing of which its upload object would tell. */
function isWithoutUpload(
  url: URL,
  given: unknown,
  body: RequestBody | null,
  { xhr }: EngineProfile,
): body is null {
  if (body === null || (xhr.localUploads === "untold" && !isHttpScheme(url))) return true;
  return xhr.emptyParametersAreNoBody && given instanceof URLSearchParams && body.length === 0;
}

/** Whether the request could have been made without script. */
export function isSimple(
  { urlList, origin, method, headerList }: FetchRequest,
  { engine }: UserAgent,
): boolean {
  return (
    urlList[0]!.origin !== origin.serialization &&
    isCorsSafelistedMethod(method) &&
    corsUnsafeRequestHeaderNames(headerList, engine.rules).length === 0
  );
}
