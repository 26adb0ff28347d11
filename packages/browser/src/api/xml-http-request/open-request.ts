import { HeaderList, isForbiddenMethod, isMethod, normalizeMethod } from "@crosswalk/cors/protocol";
import { parseUrlWith } from "../../infrastructure/url-rules.ts";
import { byteString } from "../byte-string.ts";
import { OPENED, type XmlHttpRequestState } from "./xml-http-request-state.ts";

/** https://xhr.spec.whatwg.org/#the-open()-method */
export function openRequest(
  xhr: XmlHttpRequestState,
  method: string,
  url: string | URL,
  rest: readonly [async?: boolean, username?: string | null, password?: string | null],
): void {
  const { client } = xhr.context;
  const messages = xhr.messages;

  // 2. If method is not a method, then throw a "SyntaxError" DOMException.
  const name = byteString(method, (...at) => messages.notByteString("open", 1, ...at));
  if (!isMethod(name)) throw new DOMException(messages.invalidMethod(name), "SyntaxError");

  // 3. If method is a forbidden method, then throw a "SecurityError" DOMException.
  if (isForbiddenMethod(name))
    throw new DOMException(messages.forbiddenMethod(name), "SecurityError");

  // 5. Let parsedURL be the result of encoding-parsing a URL url, relative to this's relevant settings
  //    object.
  // 6. If parsedURL is failure, then throw a "SyntaxError" DOMException.
  const parsedUrl = parseUrlWith(xhr.context.agent.engine.urls, String(url), client.baseUrl);
  if (parsedUrl === null) throw new DOMException(messages.invalidUrl(String(url)), "SyntaxError");

  // 7. If the async argument is omitted, set async to true, and set username and password to null.
  // NOTE: Unfortunately legacy content prevents treating the async argument being undefined identical
  //       from it being omitted.
  const isAsync = rest.length === 0 || Boolean(rest[0]);
  const [, username = null, password = null] = rest;

  // 8. If parsedURL's host is non-null: if the username argument is not null, set the username given
  //    parsedURL and username; if the password argument is not null, set the password given parsedURL
  //    and password.
  // NB: The setters do nothing to a URL without a host.
  if (username !== null) parsedUrl.username = username;
  if (password !== null) parsedUrl.password = password;

  // 9. If async is false, the current global object is a Window object, and either this's timeout is
  //    not 0 or this's response type is not the empty string, then throw an "InvalidAccessError"
  //    DOMException.
  if (!isAsync && (xhr.timeout !== 0 || xhr.responseType !== ""))
    xhr.refuseSynchronous("open", xhr.timeout !== 0 ? "timeout" : "responseType");

  // 10. Terminate this's fetch controller.
  xhr.replaced++;
  xhr.terminate();

  // 11. Set variables associated with the object as follows:
  xhr.isSent = false;
  xhr.isAbortedUnsent = false;
  xhr.method = normalizeMethod(name);
  xhr.url = parsedUrl;
  xhr.blobUrlEntry = client.blobUrls.resolve(parsedUrl);
  xhr.authorRequestHeaders = new HeaderList();
  xhr.isSynchronous = !isAsync;
  xhr.response = null;
  xhr.failed = null;
  xhr.stray = null;
  xhr.abortedUrl = "";
  xhr.left = null;
  xhr.aborted = null;
  xhr.cause = null;

  // 12. If this's state is not opened: set this's state to opened; fire an event named
  //     readystatechange at this.
  if (xhr.state !== OPENED) xhr.become(OPENED);
}
