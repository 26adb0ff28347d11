import type { EngineName } from "../engines/engine.ts";

/** What the exceptions of XMLHttpRequest say. */
export interface XmlHttpRequestMessages {
  readonly invalidMethod: (method: string) => string;
  readonly forbiddenMethod: (method: string) => string;
  /** A synchronous request met a network error. */
  readonly networkError: (url: string) => string;
}

const standard: XmlHttpRequestMessages = {
  invalidMethod: (method) => `${JSON.stringify(method)} is not a method`,
  forbiddenMethod: (method) => `${method} is a forbidden method`,
  networkError: () => "A network error occurred.",
};

const insecure = (): string => "The operation is insecure.";

const messages: ReadonlyMap<EngineName, XmlHttpRequestMessages> = new Map([
  ["standard", standard],
  [
    "chromium",
    {
      invalidMethod: (method) =>
        `Failed to execute 'open' on 'XMLHttpRequest': '${method}' is not a valid HTTP method.`,
      forbiddenMethod: (method) =>
        `Failed to execute 'open' on 'XMLHttpRequest': '${method}' HTTP method is unsupported.`,
      networkError: (url) =>
        `Failed to execute 'send' on 'XMLHttpRequest': Failed to load '${url}'.`,
    },
  ],
  [
    "firefox",
    {
      invalidMethod: () => "An invalid or illegal string was specified",
      forbiddenMethod: insecure,
      networkError: () => "A network error occurred.",
    },
  ],
  [
    "webkit",
    {
      invalidMethod: () => "The string did not match the expected pattern.",
      forbiddenMethod: insecure,
      // The space in front is WebKit's own.
      networkError: () => " A network error occurred.",
    },
  ],
]);

/** In the words of the engine, which are of interest to whoever compares them with a browser's. */
export function messagesOf(engine: EngineName): XmlHttpRequestMessages {
  return messages.get(engine) ?? standard;
}
