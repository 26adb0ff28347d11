/** What Node.js and test runners look up to print an object. */
const key = Symbol.for("nodejs.util.inspect.custom");

type Inspect = (value: unknown, options: unknown) => string;

/**
 * Has a class's instances printed by these members. The platform's own classes print private members that ours don't have, so who
 * inherits from them must not inherit that: a failing test would tell of `#headersList` and not of what it expected.
 */
export function printAs<T extends object>(
  { prototype }: { readonly prototype: T },
  name: string,
  membersOf: (one: T) => object,
): void {
  Object.defineProperty(prototype, key, {
    configurable: true,
    value(this: T, _depth: number, options: unknown, inspect?: Inspect): string {
      try {
        return inspect === undefined ? name : `${name} ${inspect(membersOf(this), options)}`;
      } catch {
        // NB: A proxy of one, or what has one for its prototype, has none of its private members.
        return `${name} {}`;
      }
    },
  });
}
