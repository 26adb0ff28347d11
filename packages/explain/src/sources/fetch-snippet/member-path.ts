import type { AnyNode } from "acorn";

/** `axios.defaults.headers.common["X-Key"]` as a list of its names; null of what is no chain of names. */
export function memberPath(node: AnyNode): readonly string[] | null {
  const path: string[] = [];
  let at: AnyNode = node;
  for (;;) {
    switch (at.type) {
      case "Identifier":
        return [at.name, ...path];
      case "ThisExpression":
        return ["this", ...path];
      case "ChainExpression":
        at = at.expression;
        continue;
      case "MemberExpression": {
        const { property, computed } = at;
        if (!computed && property.type === "Identifier") path.unshift(property.name);
        else if (property.type === "Literal" && typeof property.value === "string")
          path.unshift(property.value);
        else return null;
        at = at.object;
        continue;
      }
      default:
        return null;
    }
  }
}
