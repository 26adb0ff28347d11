import type { AnyNode, CallExpression } from "acorn";
import type { ScenarioRequest } from "../../scenario.ts";
import {
  type Bindings,
  type ConstantObject,
  constantValue,
  type ConstantValue,
  isObject,
  isUnknown,
  jsonOf,
  textOf,
} from "./constant-value.ts";
import { memberPath } from "./member-path.ts";

/** A request as a script makes it by a library or by XMLHttpRequest, before anybody looked at its headers. */
export interface LibraryCall {
  readonly api: ScenarioRequest["api"];
  /** What the URL is in the text, to show where it isn't known. */
  readonly address: AnyNode | null;
  readonly url: string | null;
  readonly method: string;
  readonly headers: ConstantValue;
  /** What the library sets on its own, unless the script does. */
  readonly added: readonly (readonly [name: string, value: string])[];
  /** Names that the library takes away, in lower case. */
  readonly removed: readonly string[];
  readonly isCredentialed: boolean;
  /** Undefined where there is none; null where it isn't known. */
  readonly body: string | null | undefined;
  readonly hasUploadListener: boolean;
}

/** What scripts set once for all requests: `axios.defaults.baseURL = …`, a member's path and the value. */
export interface Surroundings {
  readonly bindings: Bindings;
  readonly assigned: ReadonlyMap<string, AnyNode>;
  /** Calls by the variable on which they are made: `xhr.open(…)`. */
  readonly callsOn: ReadonlyMap<string, readonly CallExpression[]>;
}

const methodsOfAxios: ReadonlyMap<string, "url" | "data"> = new Map([
  ["get", "url"],
  ["delete", "url"],
  ["head", "url"],
  ["options", "url"],
  ["post", "data"],
  ["put", "data"],
  ["patch", "data"],
  ["postForm", "data"],
]);

/** Whether a call makes a request, and by what. */
export function libraryCall(call: CallExpression, around: Surroundings): LibraryCall | null {
  const path = memberPath(call.callee);
  if (path === null) return null;
  return ofJquery(path, call, around) ?? ofXhr(path, call, around) ?? ofAxios(path, call, around);
}

// axios, and what has its shape: Angular's HttpClient and `$http`.
function ofAxios(
  path: readonly string[],
  call: CallExpression,
  around: Surroundings,
): LibraryCall | null {
  const last = path.at(-1)!;
  const isSelf = /^(?:axios|\$http)$/i.test(last) && path.length === 1;
  const name = isSelf ? "request" : last;
  const owner = isSelf ? path : path.slice(0, -1);
  const created = createdBy(owner, around);
  const isKnown =
    isSelf ||
    created !== null ||
    /^(?:axios|\$?http|httpClient|\$axios|axiosInstance)$/i.test(owner.at(-1) ?? "");
  if (!isKnown) return null;
  const shape = methodsOfAxios.get(name);
  const [one, two, three] = call.arguments;
  const value = (node: AnyNode | undefined): ConstantValue => constantValue(node, around.bindings);
  if (shape === undefined && name !== "request") return null;
  if (shape !== undefined) {
    const config = membersOf(value(shape === "url" ? two : three));
    const data = shape === "data" ? two : undefined;
    const isForm = name === "postForm";
    const method = isForm ? "POST" : name.toUpperCase();
    return axiosCall({ method, address: one ?? null, data, config, created, isForm }, around);
  }
  const first = value(one);
  const config = isObject(first, "object") ? membersOf(first) : membersOf(value(two));
  const address = isObject(first, "object") ? nodeOfMember(one, "url") : (one ?? null);
  const method = (textIn(config, "method") ?? "GET").toUpperCase();
  return axiosCall({ method, address, data: undefined, config, created, isForm: false }, around);
}

type Members = ReadonlyMap<string, ConstantValue>;

interface AxiosArguments {
  readonly method: string;
  readonly address: AnyNode | null;
  readonly data: AnyNode | undefined;
  readonly config: Members;
  readonly created: Members | null;
  readonly isForm: boolean;
}

function axiosCall(
  { method, address, data: node, config, created, isForm }: AxiosArguments,
  { bindings, assigned }: Surroundings,
): LibraryCall {
  const defaults = (name: string): ConstantValue =>
    created?.get(name) ?? constantValue(assigned.get(`axios.defaults.${name}`), bindings);
  const given = (name: string): ConstantValue => config.get(name) ?? defaults(name);
  const base = textIn(config, "baseURL") ?? textValue(defaults("baseURL"));
  const own = textValue(config.get("url") ?? constantValue(address, bindings));
  // A path below what only running would tell is no path of the page's own server.
  const isLost =
    base === null &&
    isUnknown(given("baseURL")) &&
    !/^(?:[a-z][\w+.-]*:)?\/\//i.test(own?.trim() ?? "");
  const url =
    own === null || isLost ? null : withParams(combine(base, own.trim()), given("params"));
  const data = node === undefined ? config.get("data") : constantValue(node, bindings);
  const added: [string, string][] = [];
  const type = isForm ? undefined : typeOfData(data);
  if (type !== undefined) added.push(["Content-Type", type]);
  const auth = membersOf(given("auth"));
  if (auth.size > 0) added.push(["Authorization", basic(auth)]);
  for (const [path, value] of assigned) {
    const name = /^axios\.defaults\.headers\.(?:common|get|post|put|patch|delete)\.(.+)$/i.exec(
      path,
    );
    if (name !== null) added.push([name[1]!, textValue(constantValue(value, bindings)) ?? "1"]);
  }
  return {
    api: "xhr",
    address,
    url,
    method,
    headers: mergedHeaders(defaults("headers"), config.get("headers")),
    added,
    // Without data axios takes the type away again.
    removed: data === undefined ? ["content-type"] : [],
    isCredentialed: given("withCredentials") === true,
    body: bodyText(data),
    hasUploadListener: config.has("onUploadProgress"),
  };
}

/** `axios.create({…})`, by the name that it was given. */
function createdBy(owner: readonly string[], { bindings }: Surroundings): Members | null {
  const node = owner.length === 1 ? bindings.nodes.get(owner[0]!) : undefined;
  if (node?.type !== "CallExpression") return null;
  const path = memberPath(node.callee)?.join(".") ?? "";
  if (!/^(?:axios|Axios)\.create$/.test(path)) return null;
  return membersOf(constantValue(node.arguments[0], bindings));
}

function ofJquery(
  path: readonly string[],
  call: CallExpression,
  { bindings }: Surroundings,
): LibraryCall | null {
  const [library, name] = path;
  if (path.length !== 2 || !/^(?:\$|jQuery)$/.test(library!)) return null;
  const [one, two] = call.arguments;
  const value = (node: AnyNode | undefined): ConstantValue => constantValue(node, bindings);
  const isSettings = isObject(value(one), "object");
  switch (name) {
    case "ajax": {
      const node = isSettings ? one : two;
      const settings = membersOf(value(node));
      const address = isSettings ? nodeOfMember(one, "url") : (one ?? null);
      return jqueryCall(address, settings, node, bindings);
    }
    case "get":
    case "getJSON":
    case "post": {
      const data = value(two);
      const settings: Members = new Map<string, ConstantValue>([
        ["type", name === "post" ? "POST" : "GET"],
        ...(typeof data === "string" || isObject(data, "object")
          ? [["data", data] as [string, ConstantValue]]
          : []),
      ]);
      return jqueryCall(one ?? null, settings, undefined, bindings);
    }
    default:
      return null;
  }
}

const FORM = "application/x-www-form-urlencoded; charset=UTF-8";

function jqueryCall(
  address: AnyNode | null,
  settings: Members,
  node: AnyNode | undefined,
  bindings: Bindings,
): LibraryCall {
  const method = (textIn(settings, "method") ?? textIn(settings, "type") ?? "GET").toUpperCase();
  const isJsonp = /^jsonp$/i.test(textIn(settings, "dataType") ?? "");
  const data = settings.get("data");
  const isInQuery = method === "GET" || method === "HEAD";
  const own = textValue(settings.get("url") ?? constantValue(address, bindings));
  const fields = membersOf(settings.get("xhrFields"));
  const contentType = settings.get("contentType");
  const added: [string, string][] = [];
  if (data !== undefined && !isInQuery && contentType !== false)
    added.push(["Content-Type", typeof contentType === "string" ? contentType : FORM]);
  else if (typeof contentType === "string" && !isInQuery) added.push(["Content-Type", contentType]);
  added.push(...setInCallback(nodeOfMember(node, "beforeSend"), bindings));
  const user = textIn(settings, "username");
  if (user !== null) added.push(["Authorization", "Basic dXNlcjpwYXNzd29yZA=="]);
  return {
    // JSONP is a script element.
    api: isJsonp ? "script" : "xhr",
    address,
    url: own === null ? null : isInQuery ? withParams(own, data) : own,
    method,
    headers: settings.get("headers"),
    added,
    removed: [],
    isCredentialed:
      fields.get("withCredentials") === true || isSetInCallback(nodeOfMember(node, "beforeSend")),
    body: isInQuery ? undefined : formText(data),
    hasUploadListener: false,
  };
}

/** `xhr.setRequestHeader(name, value)` in a callback that is given the request. */
function setInCallback(node: AnyNode | null, bindings: Bindings): [string, string][] {
  return callsIn(node).flatMap((call): [string, string][] => {
    if (memberPath(call.callee)?.at(-1) !== "setRequestHeader") return [];
    const [name, value] = call.arguments.map((one) => textValue(constantValue(one, bindings)));
    return name == null ? [] : [[name, value ?? ""]];
  });
}

const isSetInCallback = (node: AnyNode | null): boolean =>
  nodesIn(node).some(
    (one) =>
      one.type === "AssignmentExpression" &&
      memberPath(one.left)?.at(-1) === "withCredentials" &&
      one.right.type === "Literal" &&
      one.right.value === true,
  );

/** `xhr.open(method, url)`, and what else is called on the same variable. */
function ofXhr(
  path: readonly string[],
  call: CallExpression,
  { bindings, assigned, callsOn }: Surroundings,
): LibraryCall | null {
  const owner = path.slice(0, -1).join(".");
  const [first, second] = call.arguments;
  if (path.at(-1) !== "open" || path.length < 2 || second === undefined) return null;
  const method = textValue(constantValue(first, bindings));
  // `window.open(url, name)` opens something else.
  if (method === null || !/^[a-z]+$/i.test(method) || owner === "window") return null;
  const calls = callsOn.get(owner) ?? [];
  const added = calls
    .filter(({ callee }) => memberPath(callee)?.at(-1) === "setRequestHeader")
    .flatMap(({ arguments: [name, value] }): [string, string][] => {
      const text = textValue(constantValue(name, bindings));
      return text === null ? [] : [[text, textValue(constantValue(value, bindings)) ?? ""]];
    });
  const sent = calls.find(({ callee }) => memberPath(callee)?.at(-1) === "send")?.arguments[0];
  const isUpload =
    (callsOn.get(`${owner}.upload`)?.length ?? 0) > 0 ||
    [...assigned.keys()].some((name) => name.startsWith(`${owner}.upload.on`));
  return {
    api: "xhr",
    address: second,
    url: textValue(constantValue(second, bindings)),
    method,
    headers: undefined,
    added,
    removed: [],
    isCredentialed: constantValue(assigned.get(`${owner}.withCredentials`), bindings) === true,
    body: sent === undefined ? undefined : formText(constantValue(sent, bindings)),
    hasUploadListener: isUpload,
  };
}

const noMembers: Members = new Map();

const membersOf = (value: ConstantValue): Members =>
  isObject(value, "object") ? value.members : noMembers;

const textValue = (value: ConstantValue): string | null =>
  value === undefined || value === null ? null : textOf(value);

const textIn = (members: Members, name: string): string | null => textValue(members.get(name));

function nodeOfMember(node: AnyNode | undefined, name: string): AnyNode | null {
  if (node?.type !== "ObjectExpression") return null;
  const found = node.properties.find(
    (property) =>
      property.type === "Property" &&
      ((property.key.type === "Identifier" && property.key.name === name) ||
        (property.key.type === "Literal" && property.key.value === name)),
  );
  return found?.type === "Property" ? found.value : null;
}

function nodesIn(node: AnyNode | null): AnyNode[] {
  if (node === null) return [];
  const found: AnyNode[] = [];
  const stack: unknown[] = [node];
  while (stack.length > 0) {
    const one = stack.pop();
    if (typeof one !== "object" || one === null) continue;
    if ("type" in one && "start" in one) found.push(one as AnyNode);
    stack.push(...Object.values(one));
  }
  return found.sort((one, other) => one.start - other.start);
}

const callsIn = (node: AnyNode | null): CallExpression[] =>
  nodesIn(node).filter((one) => one.type === "CallExpression");

function combine(base: string | null, url: string): string {
  if (base === null || base === "" || /^(?:[a-z][a-z\d+.-]*:)?\/\//i.test(url)) return url;
  return url === "" ? base : `${base.replace(/\/+$/, "")}/${url.replace(/^\/+/, "")}`;
}

function withParams(url: string, params: ConstantValue): string {
  const text = isUnknown(params) || params === undefined ? null : formText(params);
  if (text === null || text === undefined || text === "") return url;
  return url + (url.includes("?") ? "&" : "?") + text;
}

/** As a form has it. */
function formText(data: ConstantValue): string | null | undefined {
  if (data === undefined || data === null || data === false) return undefined;
  if (isObject(data, "object")) {
    const pairs = [...data.members].map(([name, value]): [string, string] => [
      name,
      textValue(value) ?? "",
    ]);
    return new URLSearchParams(pairs).toString();
  }
  return isUnknown(data) || isObject(data, "FormData") ? null : textOf(data);
}

function bodyText(data: ConstantValue): string | null | undefined {
  if (data === undefined || data === null) return undefined;
  if (isUnknown(data) || isObject(data, "FormData")) return null;
  return isObject(data, "object") || Array.isArray(data) ? (jsonOf(data) ?? null) : textOf(data);
}

/** What axios says that data is. Of a form, the browser says it. */
function typeOfData(data: ConstantValue): string | undefined {
  if (data === undefined || data === null || isObject(data, "FormData")) return undefined;
  return typeof data === "string" || isObject(data, "URLSearchParams")
    ? "application/x-www-form-urlencoded"
    : "application/json";
}

function basic(auth: Members): string {
  const text = `${textIn(auth, "username") ?? ""}:${textIn(auth, "password") ?? ""}`;
  // `btoa` takes bytes alone, and axios makes them in UTF-8.
  const bytes = Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte));
  return `Basic ${btoa(bytes.join(""))}`;
}

/** Of a library's defaults and the call's own; the own ones count. */
function mergedHeaders(one: ConstantValue, other: ConstantValue): ConstantValue {
  if (!isObject(one, "object")) return other ?? one;
  if (!isObject(other, "object")) return other ?? one;
  const merged: ConstantObject = {
    type: "object",
    members: new Map([...one.members, ...other.members]),
    from: [],
  };
  return merged;
}
