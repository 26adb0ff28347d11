import { becauseOf } from "../misuse/firefox.ts";
import { standardXmlHttpRequest } from "./standard.ts";
import type { XmlHttpRequestMessages } from "./xml-http-request.ts";

const invalidHeaderName = (): string => "Invalid header name.";

export const firefoxXmlHttpRequest: XmlHttpRequestMessages = {
  ...standardXmlHttpRequest,
  notByteString: (method, argument, index, character) =>
    `XMLHttpRequest.${method}: Cannot convert argument ${argument} to ${becauseOf(index, character)}`,
  invalidMethod: () => "An invalid or illegal string was specified",
  forbiddenMethod: () => "The operation is insecure.",
  invalidHeaderName,
  // It says so of values as well.
  invalidHeaderValue: invalidHeaderName,
  synchronousSet: (what) =>
    `XMLHttpRequest.${what} setter: synchronous XMLHttpRequests do not support timeout and responseType`,
  networkError: () => "A network error occurred.",
};
