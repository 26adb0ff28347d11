import type { EngineName } from "../engines/engine.ts";

/** What the exceptions of XMLHttpRequest say. */
export interface XmlHttpRequestMessages {
  /** What is no byte string among a method's arguments; null where we have words of our own. */
  readonly notByteString: (method: string) => string | null;
  readonly invalidMethod: (method: string) => string;
  readonly forbiddenMethod: (method: string) => string;
  readonly invalidUrl: (url: string) => string;
  readonly invalidHeaderName: (name: string) => string;
  readonly invalidHeaderValue: (value: string) => string;
  /** A method was called that needs a request which is opened and not sent. */
  readonly notOpened: (method: string, isSent: boolean) => string;
  readonly withCredentialsTooLate: string;
  /** A synchronous request has no time limit and no response type: set when it is opened, and after. */
  readonly synchronousOpen: (what: "timeout" | "responseType") => string;
  readonly synchronousSet: (what: "timeout" | "responseType") => string;
  /** The response is being read by the time its type is set. */
  readonly typeTooLate: (member: string) => string;
  /** The response is of another type. */
  readonly otherType: (member: "responseText" | "responseXML", type: string) => string;
  /** A synchronous request met a network error. */
  readonly networkError: (url: URL, method: string) => string;
}

const standard: XmlHttpRequestMessages = {
  notByteString: () => null,
  invalidMethod: (method) => `${JSON.stringify(method)} is not a method`,
  forbiddenMethod: (method) => `${method} is a forbidden method`,
  invalidUrl: (url) => `${JSON.stringify(url)} is not a URL`,
  invalidHeaderName: (name) => `${JSON.stringify(name)} is not a header name`,
  invalidHeaderValue: (value) => `${JSON.stringify(value)} is not a header value`,
  notOpened: (method, isSent) =>
    `${method}: the request is ${isSent ? "already sent" : "not opened"}`,
  withCredentialsTooLate: "withCredentials: the request is already sent",
  synchronousOpen: () => "A synchronous request has neither timeout nor responseType",
  synchronousSet: (what) => `${what}: a synchronous request has none`,
  typeTooLate: (member) => `${member}: the response is already being read`,
  otherType: (member, type) => `${member}: responseType is "${type}"`,
  networkError: () => "A network error occurred.",
};

const OF_XHR = "on 'XMLHttpRequest':";

/** Why Chromium does not begin at all. */
function reasonOf({ protocol }: URL, method: string): string {
  if (protocol === "ftp:") return ": Making a request to a FTP URL is not supported.";
  return protocol === "blob:" && method !== "GET"
    ? ": 'GET' is the only method allowed for 'blob:' URLs."
    : ".";
}

const insecure = (): string => "The operation is insecure.";

// WebKit has one sentence for each name of an exception: Source/WebCore/dom/DOMException.cpp
const unmatched = (): string => "The string did not match the expected pattern.";
const unsupported = (): string => "The object does not support the operation or argument.";
const INVALID_STATE = "The object is in an invalid state.";

const messages: ReadonlyMap<EngineName, XmlHttpRequestMessages> = new Map([
  ["standard", standard],
  [
    "chromium",
    {
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
      withCredentialsTooLate: `Failed to set the 'withCredentials' property ${OF_XHR} The value may only be set if the object's state is UNSENT or OPENED.`,
      synchronousOpen: (what) =>
        what === "timeout"
          ? `Failed to execute 'open' ${OF_XHR} Synchronous requests must not set a timeout.`
          : `Failed to execute 'open' ${OF_XHR} Synchronous requests from a document must not set a response type.`,
      synchronousSet: (what) =>
        what === "timeout"
          ? `Failed to set the 'timeout' property ${OF_XHR} Timeouts cannot be set for synchronous requests made from a document.`
          : `Failed to set the 'responseType' property ${OF_XHR} The response type cannot be changed for synchronous requests made from a document.`,
      typeTooLate: (member) =>
        member === "responseType"
          ? `Failed to set the 'responseType' property ${OF_XHR} The response type cannot be set if the object's state is LOADING or DONE.`
          : `Failed to execute '${member}' ${OF_XHR} MimeType cannot be overridden when the state is LOADING or DONE.`,
      otherType: (member, type) =>
        `Failed to read the '${member}' property from 'XMLHttpRequest': The value is only accessible if the object's 'responseType' is '' or '${member === "responseText" ? "text" : "document"}' (was '${type}').`,
      networkError: (url, method) =>
        `Failed to execute 'send' ${OF_XHR} Failed to load '${url.href}'${reasonOf(url, method)}`,
    },
  ],
  [
    "firefox",
    {
      ...standard,
      invalidMethod: () => "An invalid or illegal string was specified",
      forbiddenMethod: insecure,
      invalidHeaderName: () => "Invalid header name.",
      synchronousSet: (what) =>
        `XMLHttpRequest.${what} setter: synchronous XMLHttpRequests do not support timeout and responseType`,
      networkError: () => "A network error occurred.",
    },
  ],
  [
    "webkit",
    {
      ...standard,
      invalidMethod: unmatched,
      forbiddenMethod: insecure,
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
    },
  ],
]);

/** In the words of the engine, which are of interest to whoever compares them with a browser's. */
export function messagesOf(engine: EngineName): XmlHttpRequestMessages {
  return messages.get(engine) ?? standard;
}
