import { firefoxJsonError } from "./firefox-json.ts";

/** Whose body it is. */
export type BodyOwner = "Request" | "Response";

/** What scripts are told that read a body in vain. */
export interface BodyMisuse {
  /** By a method that reads, of a body that was read. */
  readonly used: (owner: BodyOwner, member: string) => string;
  /** The same of one that a reader holds. */
  readonly locked: (owner: BodyOwner, member: string) => string;
  readonly usedInClone: (owner: BodyOwner) => string;
  /** By `fetch`, of the `Request` that it is given. */
  readonly usedInput: () => string;
  /** What a request that was aborted on its way is rejected with, where that isn't the signal's reason. */
  readonly aborted: () => Error;
  /** By `formData`, of what is none, whether or not there is any body; null leaves it to the platform. */
  readonly notFormData: (type: string, hasBody: boolean) => string | null;
  /** What `json` throws of what is none, for what the JavaScript engine makes of it. */
  readonly notJson: (error: unknown, text: string) => unknown;
  /** By a reader with a buffer of its own, where bodies are no byte streams; the platform says it where there is nothing here. */
  readonly notByteStream?: string;
}

const aborted = (): Error => new DOMException("The operation was aborted.", "AbortError");

const asTold = (error: unknown): unknown => error;

/** The standard has no words for these; they are ours. */
export const standardBodyMisuse: BodyMisuse = {
  used: () => "The body has been read already",
  locked: () => "The body has been read already",
  usedInClone: () => "The body has been read already",
  usedInput: () => "The body has been read already",
  aborted,
  notFormData: () => null,
  notJson: asTold,
};

/** As recorded. */
export const chromiumBodyMisuse: BodyMisuse = {
  used: (owner, member) => `Failed to execute '${member}' on '${owner}': body stream already read`,
  locked: (owner, member) => `Failed to execute '${member}' on '${owner}': body stream is locked`,
  usedInClone: (owner) => `Failed to execute 'clone' on '${owner}': ${owner} body is already used`,
  usedInput: () =>
    "Failed to execute 'fetch' on 'Window': Cannot construct a Request with a Request object that has already been used.",
  aborted,
  notFormData: (type, hasBody) =>
    !hasBody || /^multipart\/form-data\s*(?:;(?!.*boundary=).*)?$/i.test(type)
      ? "Invalid MIME type"
      : "Failed to fetch",
  notJson: asTold,
};

/** As recorded. */
export const firefoxBodyMisuse: BodyMisuse = {
  used: (owner, member) => `${owner}.${member}: Body has already been consumed.`,
  locked: (owner, member) =>
    `${owner}.${member}: Cannot get a new reader for a readable stream already locked by another reader.`,
  usedInClone: (owner) => `${owner}.clone: Body has already been consumed.`,
  usedInput: () => "Window.fetch: Body has already been consumed.",
  // With a blank at its end.
  aborted: () => new DOMException("The operation was aborted. ", "AbortError"),
  notFormData: () => "Could not parse content as FormData.",
  notJson: (error, text) => {
    const sentence = firefoxJsonError(text);
    return sentence === null ? error : new SyntaxError(sentence);
  },
};

const disturbed = (): string => "Body is disturbed or locked";

/** As recorded. */
export const webkitBodyMisuse: BodyMisuse = {
  used: disturbed,
  locked: disturbed,
  usedInClone: disturbed,
  usedInput: () => "Request input is disturbed or locked.",
  aborted: () => new DOMException("Fetch is aborted", "AbortError"),
  notFormData: () => "Type error",
  notJson: () => new DOMException("The string did not match the expected pattern.", "SyntaxError"),
  notByteStream: "ReadableStreamBYOBReader needs a ReadableByteStreamController",
};
