import { isCorsSafelistedRequestHeader } from "@crosswalk/cors/protocol";
import { letGo } from "../../infrastructure/body.ts";
import { isTypeDropped } from "../../infrastructure/blob-type.ts";
import { forgivenType } from "../../infrastructure/forgiven-type.ts";
import { extractBody } from "../extract-body.ts";
import { randomBoundary } from "../multipart.ts";
import { createElementRequest } from "./element-request.ts";
import type { EngineProfile } from "../../engines/engine.ts";
import { finishHeaders, referrerOf } from "./element-headers.ts";
import type { ElementRules } from "../../infrastructure/element-rules.ts";
import { type LoadAttributes, type LoadContext, type LoadOutcome, outcomeOf } from "./load.ts";
import { load } from "./loaded-response.ts";

/** https://w3c.github.io/beacon/#sendbeacon-method */
export async function loadBeacon(
  context: LoadContext,
  rules: ElementRules,
  url: URL,
  attributes: LoadAttributes,
): Promise<LoadOutcome> {
  const { misuse } = context.agent.engine.messages;
  // 2. […] If the result is an error or if parsedUrl's scheme is not HTTP(S) scheme, throw a TypeError
  //    exception and terminate these steps.
  if (url.protocol !== "http:" && url.protocol !== "https:")
    return outcomeOf("thrown", { error: "TypeError", message: misuse.beaconScheme(url.href) });

  // 4. Let corsMode be "no-cors".
  // 5. If data is not null:
  //    1. Set transmittedData and contentType to the result of extracting data's byte stream with the
  //       keepalive flag set.
  const { formBoundary } = context.agent.engine;
  const extracted =
    attributes.body === undefined || attributes.body === null
      ? null
      : extractBody(attributes.body, () => randomBoundary(formBoundary));
  const isUntyped =
    attributes.body instanceof Blob &&
    isTypeDropped(attributes.body.type, rules.beaconDropsInvalidType);
  const type = isUntyped ? null : (extracted?.type ?? null);

  //    3. If contentType is not null: set corsMode to "cors". If contentType value is a CORS-safelisted
  //       request-header value for the Content-Type header, set corsMode to "no-cors". Append a
  //       Content-Type header with value contentType to headerList.
  const mode = type === null || isSafelisted(type, context.agent.engine) ? "no-cors" : "cors";

  // 6. Set the return value to true, return the sendBeacon() call, and continue to run the following
  //    steps in parallel:
  //    1. Let req be a new request, initialized as follows: […]
  const request = createElementRequest(context, url, attributes, {
    kind: "beacon",
    method: "POST",
    destination: "",
    initiator: "beacon",
    mode,
    credentialsMode: "include",
    unsafeRequestFlag: true,
    keepalive: true,
    headers: type === null ? [] : [["Content-Type", type]],
    body: extracted?.body ?? null,
    cacheMode: rules.beaconCacheMode,
    referrer: referrerOf(context, rules, "beacon"),
    finishHeaders: finishHeaders(context, rules, "beacon", mode),
  });
  const loading = await load(context, request);
  if (loading.ok) {
    letGo(loading.response.body);
    return outcomeOf("sent");
  }

  const { cause } = loading;
  //    2. If the amount of data that can be queued to be sent by keepalive enabled requests is exceeded
  //       by the size of transmittedData, set the return value to false and terminate these steps.
  const isRefused =
    cause.code === "KeepaliveTooLarge" ||
    (rules.refusedBeacons.has(cause.code) && request.urlList.length === 1);
  return outcomeOf(isRefused ? "refused" : "sent", { failure: "network", cause });
}

function isSafelisted(type: string, { elements, rules }: EngineProfile): boolean {
  const judged = elements.beaconTypeMayBeLong ? forgivenType(type) : type;
  return isCorsSafelistedRequestHeader("Content-Type", judged, rules);
}
