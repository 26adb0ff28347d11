import { letGo } from "../../infrastructure/body.ts";
import { isSilentlyBlocked } from "./blocked-place.ts";
import { createElementRequest } from "./element-request.ts";
import { finishHeaders, referrerOf } from "./element-headers.ts";
import type { ElementRules } from "../../infrastructure/element-rules.ts";
import { EventStream } from "./event-stream.ts";
import { type LoadAttributes, type LoadContext, type LoadOutcome, outcomeOf } from "./load.ts";
import { load, type LoadedResponse, tellRefusedType } from "./loaded-response.ts";
import { typeAs } from "./type-as.ts";

/**
 * Until the first event comes, or none can.
 *
 * https://html.spec.whatwg.org/#the-eventsource-interface
 */
export async function loadEventSource(
  context: LoadContext,
  rules: ElementRules,
  url: URL,
  attributes: LoadAttributes,
): Promise<LoadOutcome> {
  // 6. Let corsAttributeState be Anonymous.
  // 7. If the value of eventSourceInitDict's withCredentials member is true, then set
  //    corsAttributeState to Use Credentials and set ev's withCredentials attribute to true.
  // 8. Let request be the result of creating a potential-CORS request given urlRecord, the empty
  //    string, and corsAttributeState.
  // 10. User agents may set (`Accept`, `text/event-stream`) in request's header list.
  // 11. Set request's cache mode to "no-store".
  const request = createElementRequest(context, url, attributes, {
    kind: "event-source",
    destination: "",
    initiator: "event-source",
    mode: "cors",
    credentialsMode: attributes.withCredentials === true ? "include" : "same-origin",
    // NB: What the cache mode brings about is lost on some redirects; `Cache-Control` is there on all.
    headers: [
      ["Accept", "text/event-stream"],
      ["Cache-Control", "no-cache"],
    ],
    cacheMode: "no-store",
    referrer: referrerOf(context, rules, "event-source"),
    finishHeaders: finishHeaders(context, rules, "event-source", "cors"),
  });
  const loading = await load(context, request);

  // 15.2. Otherwise, if res is a network error, then reestablish the connection, unless the user agent
  //       knows that to be futile, in which case the user agent may fail the connection.
  if (!loading.ok) {
    if (isSilentlyBlocked(rules, "event-source", loading.cause, url))
      return outcomeOf("silent", { failure: "network", cause: loading.cause });
    const readyState = rules.eventSourceTriesAgain(loading.cause, request) ? 0 : 2;
    return outcomeOf("error", {
      events: ["error"],
      readyState,
      failure: "network",
      cause: loading.cause,
    });
  }

  // 15.3. Otherwise, if res's status is not 200, or if res's `Content-Type` is not `text/event-stream`,
  //       then fail the connection.
  const { response } = loading;
  const type = typeAs("event-stream", response, rules);
  const charset = type?.parameters.get("charset");
  const isStream =
    type?.essence === "text/event-stream" &&
    (!rules.eventStreamsAreUtf8 || !charset || /^utf-8$/i.test(charset));
  tellRefusedType(context, "event-source", url, response);
  if (response.status !== 200 || !isStream) {
    letGo(response.body);
    const failure = response.status === 200 ? "type" : "status";
    return outcomeOf("error", { events: ["error"], readyState: 2, failure });
  }

  // 15.4. Otherwise, announce the connection and interpret res's body line by line.
  const data = await firstEvent(response);
  if (data !== null) {
    return outcomeOf("message", {
      access: "readable",
      text: data,
      events: ["open", "message"],
      readyState: 1,
    });
  }
  // Step 3 of reestablishing: fire an event named error.
  return outcomeOf("error", { events: ["open", "error"], readyState: 0, failure: "content" });
}

async function firstEvent({ body }: LoadedResponse): Promise<string | null> {
  const stream = new EventStream();
  try {
    for await (const chunk of body ?? []) {
      const event = stream.push(chunk).find(({ type }) => type === "message");
      if (event !== undefined) return event.data;
    }
  } catch {
    // A connection that breaks is one that ends.
  }
  return null;
}
