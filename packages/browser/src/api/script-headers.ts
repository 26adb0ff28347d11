import {
  HeaderList,
  isNoCorsSafelistedRequestHeader,
  isNoCorsSafelistedRequestHeaderName,
  isPrivilegedNoCorsRequestHeaderName,
  normalizeHeaderValue,
} from "@crosswalk/cors/protocol";
import { printAs } from "./print-as.ts";
import { byteString } from "./byte-string.ts";
import {
  type HeadersGuard,
  type HeaderJudges,
  standardJudges,
  appendHeader,
  validateHeader,
  checkedName,
} from "./append-header.ts";

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
    if (this.#judges.setRespells) this.#list.setRespelled(key, normalized);
    else this.#list.set(key, normalized);
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

// `instanceof Headers` holds as it does for a browser's, without a platform's `Headers` behind it
// that could not tell one guard from another.
Object.setPrototypeOf(ScriptHeaders.prototype, Headers.prototype);
printAs(ScriptHeaders, "Headers", (headers) => Object.fromEntries(headers.entries()));
