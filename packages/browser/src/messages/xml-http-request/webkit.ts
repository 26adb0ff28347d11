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
  typeTooLate: () => INVALID_STATE,
  otherType: () => INVALID_STATE,
  // The space in front is WebKit's own.
  networkError: () => " A network error occurred.",
  ignored: null,
};
