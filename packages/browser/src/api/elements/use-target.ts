import type { ElementRules } from "../../infrastructure/element-rules.ts";
import { percentDecode } from "../../infrastructure/percent-decode.ts";

const percentDecoded = (text: string): string => new TextDecoder().decode(percentDecode(text));

/** What the element that a `<use>` names may be called; nothing where it names none. */
export function namesOf({ hash }: URL, written: string, { useFragment }: ElementRules): string[] {
  const fragment = hash.slice(1);
  if (useFragment === "written" && written.includes("#"))
    return [written.slice(written.indexOf("#") + 1)];
  if (fragment === "") return [];
  switch (useFragment) {
    case "decoded":
      return [percentDecoded(fragment)];
    // https://html.spec.whatwg.org/#find-a-potential-indicated-element
    case "as-it-is-or-decoded":
      return [fragment, percentDecoded(fragment)];
    case "written":
      return [];
  }
}

const NAMESPACE = "http://www.w3.org/2000/svg";

/** Whether a drawing has such an element, as far as its text tells. */
export function hasTarget(text: string | null, names: readonly string[]): boolean {
  return (
    text === null ||
    (text.includes(NAMESPACE) &&
      (names.length === 0 ||
        names.some((name) => text.includes(`"${name}"`) || text.includes(`'${name}'`))))
  );
}
