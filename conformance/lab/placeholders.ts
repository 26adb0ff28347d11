import { allOriginNames, localNames, type OriginName, type ScriptRequest } from "./case.ts";

/** The serializations of a run's origins. */
export type Origins = Readonly<Record<OriginName, string>>;

const PLACEHOLDER = /\{(?:(user:|upper:|plain:)?([a-pstu])(\/?)|#)\}/g;

/**
 * Replaces `{a}`, `{a/}` and `{#}` by this run's origins, the case's directory, its id;
 * `{user:a/}` has a user name and a password besides, `{upper:a}` is in upper case, `{plain:s}` is that
 * of http where it is one of https.
 */
export function expand(text: string, origins: Origins, id: string): string {
  return text.replace(
    PLACEHOLDER,
    (_, how: string | undefined, name: OriginName | undefined, slash: string) => {
      if (name === undefined) return id;
      const origin =
        how === "user:"
          ? origins[name].replace("://", "://user:password@")
          : how === "upper:"
            ? origins[name].toUpperCase()
            : how === "plain:"
              ? origins[name].replace("https:", "http:")
              : origins[name];
      return slash === "" ? origin : `${origin}/${id}/`;
    },
  );
}

/** The same of all that a request holds of it. */
export function expandRequest(request: ScriptRequest, origins: Origins, id: string): ScriptRequest {
  const { url, referrer, headers } = request;
  return {
    ...request,
    url: expand(url, origins, id),
    ...(referrer === undefined ? {} : { referrer: expand(referrer, origins, id) }),
    ...(headers === undefined
      ? {}
      : { headers: headers.map(([name, value]) => [name, expand(value, origins, id)] as const) }),
  };
}

const NULL_PRINCIPAL = /moz-nullprincipal:\{[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\}/g;

const BLOB_NAME =
  /blob:(\{[a-pstu]\}|null|file:\/\/)\/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

const hosts = ["127.0.0.", "localhost", "[::1]", "[::]", "0.0.0.0", ...localNames];

/** The inverse of `expand`, for what browsers and the wire show. */
export function collapse(text: string, origins: Origins, id: string): string {
  let result = text;
  for (const name of allOriginNames) {
    if (!hosts.some((host) => result.includes(host))) break;
    result = result
      .replaceAll(`${origins[name]}/${id}/`, `{${name}/}`)
      .replaceAll(origins[name], `{${name}}`);
    // Without its scheme, as in `Host` and in some messages.
    result = result.replaceAll(origins[name].replace(/^https?:\/\//, ""), `{${name}:host}`);
  }
  // What stands for a Blob is another name each time, and what Firefox calls an opaque origin.
  result = result.replace(NULL_PRINCIPAL, "moz-nullprincipal:{uuid}");
  result = result.replace(BLOB_NAME, "blob:$1/{uuid}");
  return id === "" ? result : result.replaceAll(`/${id}/`, "{/}").replaceAll(id, "{#}");
}
