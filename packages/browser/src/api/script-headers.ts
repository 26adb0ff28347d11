import {
  HeaderList,
  isForbiddenRequestHeader,
  isForbiddenResponseHeaderName,
  isHeaderName,
  isHeaderValue,
  isNoCorsSafelistedRequestHeader,
  isNoCorsSafelistedRequestHeaderName,
  isPrivilegedNoCorsRequestHeaderName,
  normalizeHeaderValue,
  type ProtocolRules,
  standardRules,
} from "@crosswalk/cors/protocol";
import type { EngineProfile } from "../engines/engine.ts";
import type { MisuseMessages } from "../messages/misuse/misuse.ts";
import { standardMisuse } from "../messages/misuse/standard.ts";
import { printAs } from "./print-as.ts";

/** https://fetch.spec.whatwg.org/#headers-guard */
export type HeadersGuard = "none" | "immutable" | "request" | "request-no-cors" | "response";

/** What engines say and judge of headers in their own ways. */
export interface HeaderJudges {
  readonly misuse: MisuseMessages;
  readonly rules: ProtocolRules;
  /** What requests are not given, beside the standard's forbidden request-headers. */
  readonly forbidden: ReadonlySet<string>;
  /** Whether what is set without CORS is judged as what is appended. */
  readonly setJudgesAll: boolean;
}

export const judgesOf = ({ messages, rules, headers }: EngineProfile): HeaderJudges => ({
  misuse: messages.misuse,
  rules,
  forbidden: headers.forbidden,
  setJudgesAll: headers.setJudgesAll,
});

const standardJudges: HeaderJudges = {
  misuse: standardMisuse,
  rules: standardRules,
  forbidden: new Set(),
  setJudgesAll: false,
};

/** https://fetch.spec.whatwg.org/#headers-class */
export class ScriptHeaders {
  readonly #list: HeaderList;
  readonly #guard: HeadersGuard;
  readonly #judges: HeaderJudges;
  /** As they were sorted last; null once they are others. */
  #sorted: readonly (readonly [string, string])[] | null = null;

  constructor(
    list: HeaderList = new HeaderList(),
    guard: HeadersGuard = "none",
    judges: HeaderJudges = standardJudges,
  ) {
    this.#list = list;
    this.#guard = guard;
    this.#judges = judges;
  }

  append(name: string, value: string): void {
    this.#require("append", 2, arguments.length);
    this.#sorted = null;
    this.#told("append", () =>
      appendHeader(
        this.#list,
        this.#guard,
        this.#text(name, 1),
        this.#text(value, 2),
        this.#judges,
      ),
    );
  }

  /** https://fetch.spec.whatwg.org/#dom-headers */
  delete(name: string): void {
    this.#require("delete", 1, arguments.length);
    this.#told("delete", () => this.#delete(this.#text(name, 1)));
  }

  #delete(key: string): void {
    this.#sorted = null;
    if (!this.#isWritable(key, "")) return;
    if (
      this.#guard === "request-no-cors" &&
      !isNoCorsSafelistedRequestHeaderName(key) &&
      !isPrivilegedNoCorsRequestHeaderName(key)
    ) {
      return;
    }
    if (!this.#list.contains(key)) return;
    this.#list.delete(key);
    if (this.#guard === "request-no-cors") this.#list.delete("Range");
  }

  get(name: string): string | null {
    this.#require("get", 1, arguments.length);
    return this.#told("get", () => this.#list.get(this.#name(name)));
  }

  getSetCookie(): string[] {
    return this.#list.getAll("Set-Cookie");
  }

  has(name: string): boolean {
    this.#require("has", 1, arguments.length);
    return this.#told("has", () => this.#list.contains(this.#name(name)));
  }

  /** https://fetch.spec.whatwg.org/#dom-headers */
  set(name: string, value: string): void {
    this.#require("set", 2, arguments.length);
    this.#told("set", () => this.#set(this.#text(name, 1), this.#text(value, 2)));
  }

  #set(key: string, value: string): void {
    this.#sorted = null;
    const normalized = normalizeHeaderValue(value);
    if (!this.#isWritable(key, normalized)) return;
    if (
      this.#guard === "request-no-cors" &&
      !isNoCorsSafelistedRequestHeader(key, this.#judged(key, normalized), this.#judges.rules)
    ) {
      return;
    }
    this.#list.set(key, normalized);
    if (this.#guard === "request-no-cors") this.#list.delete("Range");
  }

  #judged(key: string, value: string): string {
    const previous = this.#judges.setJudgesAll ? this.#list.get(key) : null;
    return previous === null ? value : `${previous}, ${value}`;
  }

  forEach(
    callback: (value: string, name: string, headers: Headers) => void,
    thisArgument?: unknown,
  ): void {
    if (typeof callback !== "function")
      throw new TypeError(this.#judges.misuse.notCallable(callback, arguments.length));
    for (const [name, value] of this) callback.call(thisArgument, value, name, this);
  }

  *entries(): Generator<[string, string], undefined, undefined> {
    // "pairs […] is the result of running sort and combine", again for each step: a script may change
    // the headers while it goes through them.
    // NB: Where it doesn't, once is enough: a server may send ten thousand of them.
    for (let index = 0; ; index++) {
      const pair = (this.#sorted ??= this.#list.sortAndCombine())[index];
      if (pair === undefined) return undefined;
      yield [...pair];
    }
  }

  *keys(): Generator<string, undefined, undefined> {
    for (const [name] of this.entries()) yield name;
    return undefined;
  }

  *values(): Generator<string, undefined, undefined> {
    for (const [, value] of this.entries()) yield value;
    return undefined;
  }

  [Symbol.iterator](): Generator<[string, string], undefined, undefined> {
    return this.entries();
  }

  get [Symbol.toStringTag](): string {
    return "Headers";
  }

  /** https://webidl.spec.whatwg.org/#dfn-overload-resolution-algorithm, step 2 */
  #require(member: string, required: number, given: number): void {
    if (given < required)
      throw new TypeError(this.#judges.misuse.tooFewArguments(member, required, given));
  }

  /** Does what a method does, whose name is in what it says of misuse. */
  #told<T>(member: string, work: () => T): T {
    try {
      return work();
    } catch (error) {
      if (error instanceof TypeError)
        error.message = this.#judges.misuse.inHeaders(error.message, member);
      throw error;
    }
  }

  #text(value: unknown, argument: 1 | 2): string {
    const { misuse } = this.#judges;
    return byteString(value, (...at) =>
      misuse.notByteString("headers", ...at, `argument ${argument}`),
    );
  }

  #name(value: unknown): string {
    return checkedName(this.#text(value, 1), this.#judges.misuse);
  }

  #isWritable(name: string, value: string): boolean {
    return validateHeader(this.#guard, name, value, this.#judges);
  }
}

/** https://fetch.spec.whatwg.org/#concept-headers-append */
export function appendHeader(
  list: HeaderList,
  guard: HeadersGuard,
  name: string,
  value: string,
  judges: HeaderJudges,
): void {
  // 1. Normalize value.
  const normalized = normalizeHeaderValue(value);

  // 2. If validating (name, value) for headers returns false, then return.
  if (!validateHeader(guard, name, normalized, judges)) return;

  // 3. If headers's guard is "request-no-cors", then:
  if (guard === "request-no-cors") {
    // 1. Let temporaryValue be the result of getting name from headers's header list.
    const temporary = list.get(name);
    // 2. If temporaryValue is null, then set temporaryValue to value.
    // 3. Otherwise, set temporaryValue to temporaryValue, followed by 0x2C 0x20, followed by value.
    const combined = temporary === null ? normalized : `${temporary}, ${normalized}`;
    // 4. If (name, temporaryValue) is not a no-CORS-safelisted request-header, then return.
    if (!isNoCorsSafelistedRequestHeader(name, combined, judges.rules)) return;
  }

  // 4. Append (name, value) to headers's header list.
  list.append(name, normalized);

  // 5. If headers's guard is "request-no-cors", then remove privileged no-CORS request-headers from
  //    headers.
  if (guard === "request-no-cors") list.delete("Range");
}

/** https://fetch.spec.whatwg.org/#headers-validate */
function validateHeader(
  guard: HeadersGuard,
  name: string,
  value: string,
  { misuse, forbidden }: HeaderJudges,
): boolean {
  // 1. If name is not a header name or value is not a header value, then throw a TypeError.
  checkedName(name, misuse);
  if (!isHeaderValue(value)) throw new TypeError(misuse.invalidHeaderValue(name, value));

  // 2. If headers's guard is "immutable", then throw a TypeError.
  if (guard === "immutable") throw new TypeError(misuse.immutableHeaders());

  // 3. If headers's guard is "request" and (name, value) is a forbidden request-header, then return
  //    false.
  if (
    (guard === "request" || guard === "request-no-cors") &&
    (isForbiddenRequestHeader(name, value) || forbidden.has(name.toLowerCase()))
  ) {
    return false;
  }

  // 4. If headers's guard is "response" and name is a forbidden response-header name, then return
  //    false.
  if (guard === "response" && isForbiddenResponseHeaderName(name)) return false;

  // 5. Return true.
  return true;
}

function checkedName(name: string, misuse: MisuseMessages): string {
  if (!isHeaderName(name)) throw new TypeError(misuse.invalidHeaderName(name));
  return name;
}

/** What is said of the first character that is no byte; null for words of our own. */
export type NotByteString = (index: number, character: number) => string | null;

/** https://webidl.spec.whatwg.org/#es-ByteString */
export function byteString(value: unknown, refusal: NotByteString = () => null): string {
  const text = String(value);
  for (let index = 0; index < text.length; index++) {
    const character = text.charCodeAt(index);
    if (character > 0xff) {
      throw new TypeError(
        refusal(index, character) ??
          `The character at index ${index} is not a byte: ${JSON.stringify(text)}`,
      );
    }
  }
  return text;
}

// `instanceof Headers` holds as it does for a browser's, without a platform's `Headers` behind it
// that could not tell one guard from another.
Object.setPrototypeOf(ScriptHeaders.prototype, Headers.prototype);
printAs(ScriptHeaders, "Headers", (headers) => Object.fromEntries(headers.entries()));
