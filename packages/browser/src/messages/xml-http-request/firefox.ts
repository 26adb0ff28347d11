import { standardXmlHttpRequest } from "./standard.ts";
import type { XmlHttpRequestMessages } from "./xml-http-request.ts";

export const firefoxXmlHttpRequest: XmlHttpRequestMessages = {
  ...standardXmlHttpRequest,
  invalidMethod: () => "An invalid or illegal string was specified",
  forbiddenMethod: () => "The operation is insecure.",
  invalidHeaderName: () => "Invalid header name.",
  synchronousSet: (what) =>
    `XMLHttpRequest.${what} setter: synchronous XMLHttpRequests do not support timeout and responseType`,
  networkError: () => "A network error occurred.",
};
