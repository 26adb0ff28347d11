/**
 * A URL as people paste it: with stand-ins for what nobody need know (`http://<our server>:port/`, `https://***.example/`), in
 * brackets, or with the comma of the sentence. Null where it can't be made one.
 */
export function lenientUrl(text: string): string | null {
  const trimmed = text.trim().replace(/^[<(]+|[>),;]+$/g, "");
  if (!/^[a-z][a-z\d+.-]*:/i.test(trimmed)) return null;
  if (URL.canParse(trimmed) && !/[<>{}]/.test(trimmed)) return new URL(trimmed).href;
  const [, scheme = "", rest = ""] = /^([a-z][a-z\d+.-]*:\/*)([^]*)$/i.exec(trimmed) ?? [];
  const slash = rest.search(/[/?#]/);
  const authority = slash === -1 ? rest : rest.slice(0, slash);
  const path = slash === -1 ? "" : rest.slice(slash);
  const host = authority
    // A port that is hidden behind letters is none.
    .replace(/:(?!\d+$)[^:\]]*$/, "")
    .replace(/[^\w.:@-]+/g, "-")
    .replace(/^-+|-+(?=:|$)/g, "");
  const mended = scheme + (host === "" ? "hidden" : host) + path.replace(/[<>{}]/g, "-");
  return URL.canParse(mended) ? new URL(mended).href : null;
}
