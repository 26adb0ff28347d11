import {
  isForbiddenRequestHeader,
  isHeaderName,
  isHeaderValue,
  normalizeHeaderValue,
} from "@crosswalk/cors/protocol";
import { byteString, type NotByteString } from "../byte-string.ts";
import type { XmlHttpRequestState } from "./xml-http-request-state.ts";

/** https://xhr.spec.whatwg.org/#the-setrequestheader()-method */
export function setRequestHeader(xhr: XmlHttpRequestState, name: string, value: string): void {
  // 1. If this's state is not opened, then throw an "InvalidStateError" DOMException.
  // 2. If this's send() invoked is true, then throw an "InvalidStateError" DOMException.
  xhr.requireUnsent("setRequestHeader");

  // 3. Normalize value.
  const refusalOf =
    (argument: number): NotByteString =>
    (...at) =>
      xhr.messages.notByteString("setRequestHeader", argument, ...at);
  const headerName = byteString(name, refusalOf(1));
  const normalized = normalizeHeaderValue(byteString(value, refusalOf(2)));

  // 4. If name is not a header name or value is not a header value, then throw a "SyntaxError"
  //    DOMException.
  if (!isHeaderName(headerName))
    throw new DOMException(xhr.messages.invalidHeaderName(headerName), "SyntaxError");
  if (!isHeaderValue(normalized))
    throw new DOMException(xhr.messages.invalidHeaderValue(normalized), "SyntaxError");

  // 5. If (name, value) is a forbidden request-header, then return.
  const { forbidden } = xhr.context.agent.engine.headers;
  if (isForbiddenRequestHeader(headerName, normalized) || forbidden.has(headerName.toLowerCase())) {
    xhr.tellOfIgnored("requestHeader", headerName);
    return;
  }

  // 6. Combine (name, value) in this's author request headers.
  xhr.authorRequestHeaders.combine(headerName, normalized);
}
