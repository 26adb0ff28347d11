import { webkitMisuse } from "../misuse/webkit.ts";
import { standardXmlHttpRequest } from "./standard.ts";
import type { XmlHttpRequestMessages } from "./xml-http-request.ts";

// WebKit has one sentence for each name of an exception: Source/WebCore/dom/DOMException.cpp
const unmatched = (): string => "The string did not match the expected pattern.";
const unsupported = (): string => "The object does not support the operation or argument.";
const INVALID_STATE = "The object is in an invalid state.";

export const webkitXmlHttpRequest: XmlHttpRequestMessages = {
  ...standardXmlHttpRequest,
  tooFewArguments: webkitMisuse.tooFewArguments,
  notByteString: () => "Type error",
  invalidMethod: unmatched,
  forbiddenMethod: () => "The operation is insecure.",
  invalidUrl: unmatched,
  invalidHeaderName: unmatched,
  invalidHeaderValue: unmatched,
  notOpened: () => INVALID_STATE,
  withCredentialsTooLate: INVALID_STATE,
  synchronousOpen: unsupported,
  synchronousSet: unsupported,
  // Source/WebCore/xml/XMLHttpRequest.cpp, setTimeout, setResponseType and open
  synchronousTold: {
    open: (what) =>
      what === "timeout"
        ? "Synchronous XMLHttpRequests must not have a timeout value set."
        : "Synchronous HTTP(S) requests made from the window context cannot have XMLHttpRequest.responseType set.",
    set: (what) =>
      `XMLHttpRequest.${what} cannot be ${what === "timeout" ? "set" : "changed"} for synchronous HTTP(S) requests made from the window context.`,
  },
  typeTooLate: () => INVALID_STATE,
  otherType: () => INVALID_STATE,
  // The space in front is WebKit's own.
  networkError: () => " A network error occurred.",
  // Source/WebCore/xml/XMLHttpRequest.cpp, setRequestHeader and send
  ignored: {
    requestHeader: (name) => `Refused to set unsafe header "${name}"`,
    responseHeader: null,
    responseType: null,
  },
  deprecatedBody: (given) =>
    given instanceof ArrayBuffer
      ? "ArrayBuffer is deprecated in XMLHttpRequest.send(). Use ArrayBufferView instead."
      : null,
};
