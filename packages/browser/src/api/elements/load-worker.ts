import { letGo } from "../../infrastructure/body.ts";
import { originOfEntry } from "../../infrastructure/blob-url-store.ts";
import { isSameOrigin } from "../../infrastructure/origin.ts";
import { isHttpScheme } from "../../infrastructure/url.ts";
import { createElementRequest } from "./element-request.ts";
import type { ElementRules } from "../../infrastructure/element-rules.ts";
import { judgeContent } from "./judge-content.ts";
import { type LoadAttributes, type LoadContext, type LoadOutcome, outcomeOf } from "./load.ts";
import { load, tellRefusedType } from "./loaded-response.ts";

/**
 * https://html.spec.whatwg.org/#dom-worker
 *
 * A worker that starts is taken to post a message, unless there is nothing in it.
 */
export async function loadWorker(
  context: LoadContext,
  rules: ElementRules,
  url: URL,
  attributes: LoadAttributes,
): Promise<LoadOutcome> {
  const { client } = context;
  const origin = originOfEntry(client.blobUrls.resolve(url), url);
  const isOwn = isSameOrigin(origin, client.origin) || url.protocol === "data:";
  if ((!isOwn && rules.crossOriginWorker === "thrown") || rules.throwsWorker(url)) {
    const { misuse } = context.agent.engine.messages;
    const message = misuse.refusedWorker(url.href, client.origin.serialization);
    return outcomeOf("thrown", { error: "SecurityError", message });
  }

  // https://html.spec.whatwg.org/#fetch-a-classic-worker-script
  // 1. Let request be a new request whose URL is url, client is settingsObject, destination is
  //    destination, initiator type is "other", mode is "same-origin", credentials mode is
  //    "same-origin", […]
  const request = createElementRequest(context, url, attributes, {
    kind: "worker",
    destination: "worker",
    mode: "same-origin",
    credentialsMode: "same-origin",
  });
  const loading = await load(context, request);
  if (!loading.ok) return outcomeOf("error", { failure: "network", cause: loading.cause });

  // "If all of the following are true: response's URL's scheme is an HTTP(S) scheme; and the result of
  // extracting a MIME type from response's header list is not a JavaScript MIME type, then run
  // onComplete given null".
  // "[…] fetch a single module script": its type is looked at wherever it comes from.
  const isModule = attributes.type === "module";
  const isModuleOfScripts = isModule && rules.workerModuleType === "as-of-scripts";
  const isTyped = isHttpScheme(url) || (isModule && !isModuleOfScripts);
  if (!isTyped) return outcomeOf("message", { access: "readable" });
  const isOfScripts = isModule ? isModuleOfScripts : rules.workerScriptType === "as-of-scripts";
  const content = isOfScripts ? "worker-as-script" : "worker";
  const judgement = await judgeContent(content, loading.response, rules);
  letGo(loading.response.body);
  if (!judgement.ok) {
    tellRefusedType(context, isModule ? "module-worker" : "worker", url, loading.response);
    return outcomeOf("error", { failure: judgement.failure });
  }
  return outcomeOf(judgement.text === "" ? "silent" : "message", { access: "readable" });
}
