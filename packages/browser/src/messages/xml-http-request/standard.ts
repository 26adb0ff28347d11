import { standardMisuse } from "../misuse/standard.ts";
import type { XmlHttpRequestMessages } from "./xml-http-request.ts";

export const standardXmlHttpRequest: XmlHttpRequestMessages = {
  tooFewArguments: standardMisuse.tooFewArguments,
  notByteString: () => null,
  invalidMethod: (method) => `${JSON.stringify(method)} is not a method`,
  forbiddenMethod: (method) => `${method} is a forbidden method`,
  invalidUrl: (url) => `${JSON.stringify(url)} is not a URL`,
  invalidHeaderName: (name) => `${JSON.stringify(name)} is not a header name`,
  invalidHeaderValue: (value) => `${JSON.stringify(value)} is not a header value`,
  notOpened: (method, isSent) =>
    `${method}: the request is ${isSent ? "already sent" : "not opened"}`,
  stuck: "The request is being sent.",
  withCredentialsTooLate: "withCredentials: the request is already sent",
  synchronousOpen: () => "A synchronous request has neither timeout nor responseType",
  synchronousSet: (what) => `${what}: a synchronous request has none`,
  synchronousTold: null,
  typeTooLate: (member) => `${member}: the response is already being read`,
  otherType: (member, type) => `${member}: responseType is "${type}"`,
  networkError: () => "A network error occurred.",
  ignored: null,
  deprecatedBody: () => null,
};
