import { tooFewArgumentsOf } from "../misuse/chromium.ts";
import { standardXmlHttpRequest } from "./standard.ts";
import type { XmlHttpRequestMessages } from "./xml-http-request.ts";

const OF_XHR = "on 'XMLHttpRequest':";

/** Why Chromium does not begin at all. */
function reasonOf({ protocol }: URL, method: string): string {
  if (protocol === "ftp:") return ": Making a request to a FTP URL is not supported.";
  return protocol === "blob:" && method !== "GET"
    ? ": 'GET' is the only method allowed for 'blob:' URLs."
    : ".";
}

export const chromiumXmlHttpRequest: XmlHttpRequestMessages = {
  tooFewArguments: tooFewArgumentsOf("XMLHttpRequest"),
  notByteString: (method) =>
    `Failed to execute '${method}' ${OF_XHR} String contains non ISO-8859-1 code point.`,
  invalidMethod: (method) =>
    `Failed to execute 'open' ${OF_XHR} '${method}' is not a valid HTTP method.`,
  forbiddenMethod: (method) =>
    `Failed to execute 'open' ${OF_XHR} '${method}' HTTP method is unsupported.`,
  invalidUrl: () => `Failed to execute 'open' ${OF_XHR} Invalid URL`,
  invalidHeaderName: (name) =>
    `Failed to execute 'setRequestHeader' ${OF_XHR} '${name}' is not a valid HTTP header field name.`,
  invalidHeaderValue: (value) =>
    `Failed to execute 'setRequestHeader' ${OF_XHR} '${value}' is not a valid HTTP header field value.`,
  notOpened: (method) =>
    `Failed to execute '${method}' ${OF_XHR} The object's state must be OPENED.`,
  stuck: standardXmlHttpRequest.stuck,
  withCredentialsTooLate: `Failed to set the 'withCredentials' property ${OF_XHR} The value may only be set if the object's state is UNSENT or OPENED.`,
  synchronousOpen: (what) =>
    what === "timeout"
      ? `Failed to execute 'open' ${OF_XHR} Synchronous requests must not set a timeout.`
      : `Failed to execute 'open' ${OF_XHR} Synchronous requests from a document must not set a response type.`,
  synchronousSet: (what) =>
    what === "timeout"
      ? `Failed to set the 'timeout' property ${OF_XHR} Timeouts cannot be set for synchronous requests made from a document.`
      : `Failed to set the 'responseType' property ${OF_XHR} The response type cannot be changed for synchronous requests made from a document.`,
  synchronousTold: null,
  typeTooLate: (member) =>
    member === "responseType"
      ? `Failed to set the 'responseType' property ${OF_XHR} The response type cannot be set if the object's state is LOADING or DONE.`
      : `Failed to execute '${member}' ${OF_XHR} MimeType cannot be overridden when the state is LOADING or DONE.`,
  otherType: (member, type) =>
    `Failed to read the '${member}' property from 'XMLHttpRequest': The value is only accessible if the object's 'responseType' is '' or '${member === "responseText" ? "text" : "document"}' (was '${type}').`,
  networkError: (url, method) =>
    `Failed to execute 'send' ${OF_XHR} Failed to load '${url.href}'${reasonOf(url, method)}`,
  ignored: {
    requestHeader: (name) => `Refused to set unsafe header "${name}"`,
    responseHeader: (name) => `Refused to get unsafe header "${name}"`,
    responseType: (value) =>
      `The provided value '${value}' is not a valid enum value of type XMLHttpRequestResponseType.`,
  },
  deprecatedBody: standardXmlHttpRequest.deprecatedBody,
};
