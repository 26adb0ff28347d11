import { becauseOf, tooFewArgumentsOf } from "../misuse/firefox.ts";
import { standardXmlHttpRequest } from "./standard.ts";
import type { XmlHttpRequestMessages } from "./xml-http-request.ts";

const tooFewArguments = tooFewArgumentsOf("XMLHttpRequest");

const invalidHeaderName = (): string => "Invalid header name.";

export const firefoxXmlHttpRequest: XmlHttpRequestMessages = {
  ...standardXmlHttpRequest,
  // `open` is two methods to it, of two arguments and of more.
  tooFewArguments: (method, required, given) =>
    method === "open"
      ? `XMLHttpRequest.open: ${given} is not a valid argument count for any overload.`
      : tooFewArguments(method, required, given),
  notByteString: (method, argument, index, character) =>
    `XMLHttpRequest.${method}: Cannot convert argument ${argument} to ${becauseOf(index, character)}`,
  invalidUrl: (url) => `XMLHttpRequest.open: '${url}' is not a valid URL.`,
  notOpened: (method, isSent) =>
    isSent
      ? `XMLHttpRequest.${method}: XMLHttpRequest must not be sending.`
      : `XMLHttpRequest.${method}: XMLHttpRequest state must be OPENED.`,
  stuck: "XMLHttpRequest has an invalid context.",
  withCredentialsTooLate:
    "XMLHttpRequest.withCredentials setter: XMLHttpRequest must not be sending.",
  typeTooLate: (member) =>
    member === "overrideMimeType"
      ? "XMLHttpRequest.overrideMimeType: Cannot call 'overrideMimeType()' on XMLHttpRequest after 'send()' (when its state is LOADING or DONE)."
      : `XMLHttpRequest.${member} setter: Cannot set '${member}' property on XMLHttpRequest after 'send()' (when its state is LOADING or DONE).`,
  otherType: (member) =>
    `XMLHttpRequest.${member} getter: ${member} is only available if responseType is '' or '${
      member === "responseText" ? "text" : "document"
    }'.`,
  invalidMethod: () => "An invalid or illegal string was specified",
  forbiddenMethod: () => "The operation is insecure.",
  invalidHeaderName,
  // It says so of values as well.
  invalidHeaderValue: invalidHeaderName,
  synchronousOpen: () =>
    "XMLHttpRequest.open: synchronous XMLHttpRequests do not support timeout and responseType",
  synchronousSet: (what) =>
    `XMLHttpRequest.${what} setter: synchronous XMLHttpRequests do not support timeout and responseType`,
  networkError: () => "A network error occurred.",
  ignored: null,
};
