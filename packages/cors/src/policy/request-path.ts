/**
 * The path of a request target, as received: neither decoded nor normalised, without query and fragment. Takes the origin form
 * (`/a?b`), the absolute form (`http://host/a?b`) and `*`.
 *
 * https://www.rfc-editor.org/rfc/rfc9112#section-3.2
 */
export function requestPath(target: string): string {
  const start = pathStart(target);
  if (start === target.length) return "/";
  for (let end = start; end < target.length; end++) {
    const character = target[end];
    if (character === "?" || character === "#")
      return end === start ? "/" : target.slice(start, end);
  }
  return target.slice(start);
}

function pathStart(target: string): number {
  if (target.startsWith("/")) return 0;
  const schemeEnd = target.indexOf("://");
  if (schemeEnd === -1) return 0;
  for (let end = schemeEnd + 3; end < target.length; end++) {
    const character = target[end];
    if (character === "/" || character === "?" || character === "#") return end;
  }
  return target.length;
}
