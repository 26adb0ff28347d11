import type { AnyNode, CallExpression, Program } from "acorn";
import {
  byteLowercase,
  type HeaderEntries,
  isHeaderName,
  normalizeHeaderValue,
} from "@crosswalk/cors/protocol";
import type { ScenarioPage, ScenarioRequest } from "../../scenario.ts";
import { requestOfPreflight, valueForHeader } from "../hand-made-preflight.ts";
import { joinPreflights } from "../join-preflights.ts";
import { draft, type ScenarioDraft, type SourceNote } from "../scenario-draft.ts";
import { parseUrl, readSentHeaders, type SentHeaders } from "../sent-headers.ts";
import { positionIn, SourceError } from "../source-error.ts";
import {
  type Bindings,
  bindingsOf,
  constantValue,
  type ConstantValue,
  isObject,
  isUnknown,
  textOf,
} from "./constant-value.ts";
import { libraryCall, type LibraryCall, type Surroundings } from "./library-call.ts";
import { memberPath } from "./member-path.ts";
import { eachNode } from "./parse-javascript.ts";
import { parseSnippet } from "./parse-snippet.ts";

const globals: ReadonlySet<string> = new Set(["window", "globalThis", "self"]);

/** Members of an init that make no difference to whether a response may be read. */
const membersWithoutEffect: ReadonlySet<string> = new Set([
  "attributionReporting",
  "browsingTopics",
  "duplex",
  "keepalive",
  "priority",
  "referrerPolicy",
  "signal",
  "window",
]);

/**
 * Reads the first request that a piece of JavaScript makes, as browsers copy it, or as somebody wrote it: by `fetch`,
 * XMLHttpRequest, axios, jQuery, or what is called like these. It is parsed and never run: what only running would tell is a
 * note.
 */
export function draftFromFetch(text: string): ScenarioDraft {
  const program = parseSnippet(text);
  const { around, calls } = survey(program);
  const { bindings } = around;
  const made = calls.flatMap((call) => {
    const library = isFetch(call) ? null : libraryCall(call, around);
    return isFetch(call) || library !== null ? [{ call, library, start: call.start }] : [];
  });
  const [first, ...others] = made;
  if (first === undefined) {
    const found = /\S+/.exec(text);
    throw new SourceError(
      "fetch",
      positionIn(text, found?.index ?? text.length),
      found?.[0] ?? "",
      "a call of fetch(…), axios, $.ajax or XMLHttpRequest",
    );
  }
  const read = ({ call, library }: Made, notes: SourceNote[] = []): ScenarioDraft => {
    const reader = new FetchCall(text, bindings, notes);
    return library === null ? reader.draft(call) : reader.draftOfLibrary(call, library);
  };
  const notes: SourceNote[] = others.slice(0, 1).map(({ start }) => ({
    code: "other-requests",
    subject: `line ${positionIn(text, start).line}`,
  }));
  const one = read(first, notes);
  const [second] = others;
  // Developer tools copy a preflight as a call of its own, before the request or after it.
  if (second === undefined || first.library !== null || second.library !== null) return one;
  const joined = joinPreflights([one, read(second)]);
  return joined.length === 1 ? joined[0]! : one;
}

interface Made {
  readonly call: CallExpression;
  readonly library: LibraryCall | null;
}

class FetchCall {
  readonly #text: string;
  readonly #bindings: Bindings;
  readonly #notes: SourceNote[];

  constructor(text: string, bindings: Bindings, notes: SourceNote[]) {
    this.#text = text;
    this.#bindings = bindings;
    this.#notes = notes;
  }

  draft(call: CallExpression): ScenarioDraft {
    const [input, init] = call.arguments;
    const [address, members] = this.#inputOf(call, input, init);
    const url =
      (address === undefined ? null : textOf(address)?.trim()) ?? this.#noUrl(call, input);
    const headers = this.#headersOf(members.get("headers"));
    // Chromium writes both into whatever it copies, `"body": null` too.
    const isWhole = members.has("body") && members.has("method");
    const writer = isWhole ? "anybody" : "a person";
    const sent = readSentHeaders(headers, url, writer);
    const method = this.#textOf("method", members.get("method"));
    const asked = requestOfPreflight(method, headers);
    if (asked !== null) this.#note("preflight-by-hand", asked.method ?? "");
    const mode = this.#textOf("mode", members.get("mode"));
    if (mode === "navigate") this.#note("navigation", url);
    const body = this.#bodyOf(members.get("body"));
    if (body.body !== undefined && /^(get|head)$/i.test(method ?? "GET")) {
      this.#note("body-with-get", method ?? "GET");
    }
    const credentials = this.#textOf("credentials", members.get("credentials"));
    const redirect = this.#textOf("redirect", members.get("redirect"));
    const cache = this.#textOf("cache", members.get("cache"));
    const integrity = this.#textOf("integrity", members.get("integrity"));
    const space = this.#textOf("targetAddressSpace", members.get("targetAddressSpace"));
    for (const name of members.keys()) {
      if (!known.has(name) && !membersWithoutEffect.has(name)) this.#note("option-ignored", name);
    }
    const request: ScenarioRequest = {
      api: "fetch",
      url,
      ...(method === undefined ? {} : { method }),
      ...headersOf(sent),
      ...oneOf("credentials", credentials, ["omit", "same-origin", "include"]),
      ...oneOf("mode", mode ?? sent.mode ?? undefined, ["cors", "no-cors", "same-origin"]),
      ...oneOf("redirect", redirect, ["follow", "error", "manual"]),
      ...oneOf("cache", cache, cacheModes),
      ...(integrity === undefined || integrity === "" ? {} : { integrity }),
      ...oneOf("targetAddressSpace", space === "private" ? "local" : space, addressSpaces),
      ...body,
      ...asked,
    };
    const referrer = parseUrl(this.#textOf("referrer", members.get("referrer")));
    return draft({
      page: pageOf(sent) ?? (referrer === null ? null : { url: referrer.href }),
      request,
      cookies: sent.handmade.length === 0 ? sent.cookies : [],
      notes: [...sent.notes, ...this.#notes],
    });
  }

  draftOfLibrary(call: CallExpression, made: LibraryCall): ScenarioDraft {
    const { api, method, body, isCredentialed, hasUploadListener } = made;
    const url = made.url ?? this.#noUrl(call, made.address ?? undefined);
    const own = this.#headersOf(made.headers);
    const isOwn = (name: string): boolean =>
      own.some(([other]) => byteLowercase(other) === byteLowercase(name));
    const added = made.added.filter(([name]) => isHeaderName(name) && !isOwn(name));
    const all = [
      ...own,
      ...added.map(([name, value]) => [name, normalizeHeaderValue(value)] as const),
    ];
    const sent = readSentHeaders(
      all.filter(([name]) => !made.removed.includes(byteLowercase(name))),
      url,
      "a person",
    );
    if (body === null) this.#note("body-unknown", "body");
    const request: ScenarioRequest = {
      api,
      url,
      method,
      ...headersOf(sent),
      ...(isCredentialed ? { credentials: "include" as const } : {}),
      ...(hasUploadListener ? { upload: "listener" as const } : {}),
      ...(body === undefined || method === "GET" || method === "HEAD" ? {} : { body: body ?? "" }),
    };
    return draft({ page: pageOf(sent), request, notes: [...sent.notes, ...this.#notes] });
  }

  #noUrl(call: CallExpression, input: AnyNode | undefined): never {
    const { start, end } = input ?? { start: call.end - 1, end: call.end };
    throw new SourceError(
      "fetch",
      positionIn(this.#text, start),
      // A template with holes begins with its text: the place is enough.
      this.#text.slice(start, Math.min(end, start + 1)),
      "the URL as a string",
    );
  }

  /** The URL and the init, which may both be a `Request`'s. */
  #inputOf(
    call: CallExpression,
    input: AnyNode | undefined,
    init: AnyNode | undefined,
  ): [address: ConstantValue, members: ReadonlyMap<string, ConstantValue>] {
    if (call.arguments.some(({ type }) => type === "SpreadElement")) return [undefined, new Map()];
    const value = constantValue(input, this.#bindings);
    const own = this.#membersOf(constantValue(init, this.#bindings));
    if (!isObject(value, "Request")) return [value, own];
    const [address, inner] = value.from;
    return [address, new Map([...this.#membersOf(inner), ...own])];
  }

  #membersOf(init: ConstantValue): ReadonlyMap<string, ConstantValue> {
    if (isObject(init, "object")) return init.members;
    if (init !== undefined && init !== null) this.#note("not-constant", "init");
    return new Map();
  }

  #headersOf(value: ConstantValue): HeaderEntries {
    if (value === undefined || value === null) return [];
    const pairs = pairsOf(isObject(value, "Headers") ? value.from[0] : value);
    if (pairs === null) {
      this.#note("not-constant", "headers");
      return [];
    }
    const entries: (readonly [string, string])[] = [];
    for (const [name, given] of pairs) {
      if (name === null || !isHeaderName(name.replace(/^:/, ""))) {
        this.#note("not-constant", "headers");
        continue;
      }
      const text = textOf(given);
      // A value that isn't known is there nonetheless, and asks for a preflight.
      if (text === null) this.#note("not-constant", name);
      entries.push([name, text === null ? valueForHeader(name) : normalizeHeaderValue(text)]);
    }
    return entries;
  }

  #bodyOf(value: ConstantValue): Pick<ScenarioRequest, "body" | "upload"> {
    if (value === undefined || value === null) return {};
    if (isObject(value, "ReadableStream")) return { upload: "stream" };
    const text = isUnknown(value) || isObject(value, "FormData") ? null : textOf(value);
    if (text !== null) return { body: text };
    this.#note("body-unknown", "body");
    // It is there all the same.
    return { body: "" };
  }

  #textOf(name: string, value: ConstantValue): string | undefined {
    if (value === undefined || value === null) return undefined;
    const text = textOf(value);
    if (text === null) this.#note("not-constant", name);
    return text ?? undefined;
  }

  #note(code: SourceNote["code"], subject: string): void {
    this.#notes.push({ code, subject });
  }
}

/** What the author set, and what a browser will leave out of it. */
function headersOf({ headers, handmade }: SentHeaders): Pick<ScenarioRequest, "headers"> {
  const all = [...headers, ...handmade];
  return all.length === 0 ? {} : { headers: all };
}

/** A `Referer` that somebody tried to set is another page than the one whose script it is. */
function pageOf({ page, handmade }: SentHeaders): ScenarioPage | null {
  const names = handmade.map(([name]) => byteLowercase(name));
  return names.includes("referer") && !names.includes("origin") ? null : page;
}

const cacheModes = [
  "default",
  "no-store",
  "reload",
  "no-cache",
  "force-cache",
  "only-if-cached",
] as const;

const addressSpaces = ["public", "local", "loopback"] as const;

const known: ReadonlySet<string> = new Set([
  "body",
  "cache",
  "credentials",
  "headers",
  "integrity",
  "method",
  "mode",
  "redirect",
  "referrer",
  "targetAddressSpace",
]);

/** What is none of an enumeration's values is left out. */
function oneOf<Name extends string, const Value extends string>(
  name: Name,
  text: string | undefined,
  values: readonly Value[],
): { readonly [name in Name]?: Value } {
  const value = values.find((other) => other === text);
  return value === undefined ? {} : ({ [name]: value } as { [name in Name]: Value });
}

/** Names and values of what `new Headers` takes: an object, or a list of pairs. */
function pairsOf(value: ConstantValue): (readonly [string | null, ConstantValue])[] | null {
  if (value === undefined) return [];
  if (Array.isArray(value)) {
    return value.map((pair: ConstantValue) =>
      Array.isArray(pair) && pair.length === 2
        ? [textOf(pair[0] as ConstantValue), pair[1] as ConstantValue]
        : [null, undefined],
    );
  }
  return isObject(value, "object") ? [...value.members] : null;
}

function isFetch(node: AnyNode): node is CallExpression {
  if (node.type !== "CallExpression") return false;
  const { callee } = node;
  if (callee.type === "Identifier") return callee.name === "fetch";
  return (
    callee.type === "MemberExpression" &&
    !callee.computed &&
    callee.object.type === "Identifier" &&
    globals.has(callee.object.name) &&
    callee.property.type === "Identifier" &&
    callee.property.name === "fetch"
  );
}

/**
 * All calls, in the order of the text, and what names stand for throughout: those that are declared once, with a value, and
 * never assigned to.
 */
function survey(program: Program): { around: Surroundings; calls: CallExpression[] } {
  const assigned = new Map<string, AnyNode>();
  const callsOn = new Map<string, CallExpression[]>();
  const calls: CallExpression[] = [];
  const nodes = new Map<string, AnyNode>();
  const changed = new Set<string>();
  eachNode(program, (node) => {
    if (node.type === "CallExpression") {
      calls.push(node);
      const owner = memberPath(node.callee)?.slice(0, -1).join(".") ?? "";
      const known = callsOn.get(owner);
      if (known === undefined) callsOn.set(owner, [node]);
      else known.push(node);
    }
    if (node.type === "AssignmentExpression" && node.left.type === "MemberExpression") {
      const path = memberPath(node.left)?.join(".");
      if (path !== undefined) assigned.set(path, node.right);
    }
    if (node.type === "VariableDeclarator" && node.id.type === "Identifier") {
      if (nodes.has(node.id.name) || node.init == null) changed.add(node.id.name);
      else nodes.set(node.id.name, node.init);
    } else if (node.type === "AssignmentExpression" && node.left.type === "Identifier") {
      changed.add(node.left.name);
    } else if ("params" in node) {
      for (const parameter of node.params) {
        if (parameter.type === "Identifier") changed.add(parameter.name);
      }
    }
  });
  for (const name of changed) nodes.delete(name);
  calls.sort((one, other) => one.start - other.start);
  return { around: { bindings: bindingsOf(nodes), assigned, callsOn }, calls };
}
