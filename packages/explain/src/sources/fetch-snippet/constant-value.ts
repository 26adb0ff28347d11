import type { AnyNode } from "acorn";

/** What an expression is without running it. */
export type ConstantValue =
  | string
  | number
  | boolean
  | null
  | undefined
  | readonly ConstantValue[]
  | ConstantObject
  | Unknown;

/** An object's own members, in order. `Headers`, `URLSearchParams` and `Request` are kept apart by `type`. */
export interface ConstantObject {
  readonly type:
    | "object"
    | "Headers"
    | "URLSearchParams"
    | "Request"
    | "FormData"
    | "ReadableStream";
  readonly members: ReadonlyMap<string, ConstantValue>;
  /** What a constructor was called with. */
  readonly from: readonly ConstantValue[];
}

/** What is known only when it runs. */
export interface Unknown {
  readonly type: "unknown";
  readonly start: number;
  readonly end: number;
}

// Names lead to names: each that is twice the one before makes a short text mean a long one.
const MAX_DEPTH = 64;
const MAX_WORK = 2 ** 20;

/** Constants of a text by their names, and how many expressions and characters they may still come to. */
export interface Bindings {
  readonly nodes: ReadonlyMap<string, AnyNode>;
  work: number;
}

export function bindingsOf(nodes: ReadonlyMap<string, AnyNode>): Bindings {
  return { nodes, work: MAX_WORK };
}

/** The value of an expression, as far as the text tells it. Names are looked up among constants of the same text. */
export function constantValue(
  node: AnyNode | null | undefined,
  bindings: Bindings,
  depth = 0,
): ConstantValue {
  if (node === null || node === undefined) return undefined;
  if (depth > MAX_DEPTH || bindings.work <= 0) return unknown(node);
  const value = compute(node, bindings, (child) => constantValue(child, bindings, depth + 1));
  bindings.work -= typeof value === "string" ? 1 + value.length : 1;
  return value;
}

function compute(
  node: AnyNode,
  { nodes }: Bindings,
  valueOf: (child: AnyNode | null | undefined) => ConstantValue,
): ConstantValue {
  switch (node.type) {
    case "Literal": {
      const { value } = node;
      return typeof value === "object" && value !== null
        ? unknown(node)
        : typeof value === "bigint"
          ? unknown(node)
          : value;
    }
    case "TemplateLiteral": {
      const parts: string[] = [];
      for (const [index, { value }] of node.quasis.entries()) {
        if (value.cooked == null) return unknown(node);
        parts.push(value.cooked);
        const hole = node.expressions[index];
        if (hole === undefined) continue;
        const text = textOf(valueOf(hole));
        if (text === null) return unknown(node);
        parts.push(text);
      }
      return parts.join("");
    }
    case "BinaryExpression": {
      if (node.operator !== "+") return unknown(node);
      const one = valueOf(node.left);
      const other = valueOf(node.right);
      const texts = [textOf(one), textOf(other)];
      if ((typeof one !== "string" && typeof other !== "string") || texts.includes(null))
        return unknown(node);
      return texts.join("");
    }
    case "UnaryExpression": {
      const value = valueOf(node.argument);
      if (node.operator === "-" && typeof value === "number") return -value;
      if (node.operator === "!" && typeof value === "boolean") return !value;
      return node.operator === "!" && typeof value === "number" ? value === 0 : unknown(node);
    }
    case "Identifier": {
      if (node.name === "undefined") return undefined;
      const bound = nodes.get(node.name);
      return bound === undefined ? unknown(node) : valueOf(bound);
    }
    case "ArrayExpression":
      return node.elements.map((element) =>
        element?.type === "SpreadElement" ? unknown(element) : valueOf(element),
      );
    case "ObjectExpression": {
      const members = new Map<string, ConstantValue>();
      for (const property of node.properties) {
        if (property.type === "SpreadElement") {
          const spread = valueOf(property.argument);
          if (!isObject(spread, "object")) return unknown(node);
          for (const [name, value] of spread.members) members.set(name, value);
          continue;
        }
        const name = keyOf(property.key, property.computed, valueOf);
        if (name === null) return unknown(node);
        members.set(name, property.kind === "init" ? valueOf(property.value) : unknown(property));
      }
      return { type: "object", members, from: [] };
    }
    case "NewExpression":
      return construct(node, node.arguments.map(valueOf));
    case "CallExpression":
      return call(node, node.arguments.map(valueOf), valueOf);
    case "ParenthesizedExpression":
      return valueOf(node.expression);
    default:
      return unknown(node);
  }
}

export function isUnknown(value: ConstantValue): value is Unknown {
  return isObjectLike(value) && value.type === "unknown";
}

export function isObject(
  value: ConstantValue,
  type: ConstantObject["type"],
): value is ConstantObject {
  return isObjectLike(value) && value.type === type;
}

/** As `String()` has it; null of what isn't known or has none of its own. */
export function textOf(value: ConstantValue): string | null {
  if (isObject(value, "URLSearchParams")) return searchParams(value.from[0]);
  return typeof value === "object" && value !== null ? null : String(value);
}

/** What `JSON.stringify` makes of it; undefined of what isn't known. */
export const jsonOf = (value: ConstantValue): string | undefined =>
  JSON.stringify(plainValue(value));

/** As JSON has it: plain data, or undefined of what isn't known. */
function plainValue(value: ConstantValue): unknown {
  if (isUnknown(value)) return undefined;
  if (Array.isArray(value)) {
    const all = value.map(plainValue);
    return value.some((element) => isUnknown(element)) ? undefined : all;
  }
  if (!isObjectLike(value)) return value;
  const { type, members } = value;
  if (type !== "object") return undefined;
  const plain = [...members].map(([name, member]) => [name, plainValue(member)] as const);
  return [...members.values()].some((member) => isUnknown(member))
    ? undefined
    : Object.fromEntries(plain);
}

function isObjectLike(value: ConstantValue): value is ConstantObject | Unknown {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function unknown({ start, end }: { start: number; end: number }): Unknown {
  return { type: "unknown", start, end };
}

function keyOf(
  key: AnyNode,
  computed: boolean,
  valueOf: (node: AnyNode) => ConstantValue,
): string | null {
  if (!computed && key.type === "Identifier") return key.name;
  return textOf(valueOf(key));
}

const constructed: ReadonlySet<string> = new Set([
  "FormData",
  "Headers",
  "ReadableStream",
  "Request",
  "URLSearchParams",
]);

function construct(
  node: AnyNode & { readonly type: "NewExpression" },
  from: readonly ConstantValue[],
): ConstantValue {
  if (node.callee.type !== "Identifier") return unknown(node);
  const { name } = node.callee;
  if (name === "URL") return urlOf(from) ?? unknown(node);
  if (!constructed.has(name)) return unknown(node);
  return { type: name as ConstantObject["type"], members: new Map(), from };
}

function call(
  node: AnyNode & { readonly type: "CallExpression" },
  values: readonly ConstantValue[],
  valueOf: (node: AnyNode) => ConstantValue,
): ConstantValue {
  const { callee } = node;
  if (callee.type === "Identifier") {
    const text = textOf(values[0]);
    if (callee.name === "encodeURIComponent" && text !== null) return encode(text) ?? unknown(node);
    if (callee.name === "String" && text !== null) return text;
    return unknown(node);
  }
  if (callee.type !== "MemberExpression" || callee.property.type !== "Identifier")
    return unknown(node);
  const { object, property } = callee;
  if (object.type === "Identifier" && object.name === "JSON" && property.name === "stringify") {
    return JSON.stringify(plainValue(values[0])) ?? unknown(node);
  }
  if (property.name === "toString" && object.type !== "Super") {
    return textOf(valueOf(object)) ?? unknown(node);
  }
  return unknown(node);
}

function urlOf([url, base]: readonly ConstantValue[]): string | null {
  const texts = [url, base].map((value) => (value === undefined ? undefined : textOf(value)));
  if (texts.includes(null) || texts[0] === undefined) return null;
  try {
    return new URL(texts[0]!, texts[1] ?? undefined).href;
  } catch {
    return null;
  }
}

function searchParams(from: ConstantValue): string | null {
  if (from === undefined) return "";
  const plain = plainValue(from);
  if (plain === undefined) return null;
  if (typeof plain === "string") return new URLSearchParams(plain).toString();
  if (typeof plain !== "object" || plain === null) return null;
  const pairs = (Array.isArray(plain) ? plain : Object.entries(plain)) as unknown[];
  const params = new URLSearchParams();
  for (const pair of pairs) {
    if (!Array.isArray(pair) || pair.length !== 2) return null;
    params.append(String(pair[0]), String(pair[1]));
  }
  return params.toString();
}

function encode(text: string): string | null {
  try {
    return encodeURIComponent(text);
  } catch {
    return null;
  }
}
