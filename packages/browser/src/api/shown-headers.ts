import { HeaderList, isHeaderName, normalizeHeaderValue } from "@crosswalk/cors/protocol";

/**
 * What a `Response` shows of its headers. A carriage return at a value's end counts in checks and isn't shown; with one within it is no header value, of which
 * XMLHttpRequest alone tells, as of names that are none.
 */
export function shownHeaders(list: HeaderList): HeaderList {
  if (!list.some((name, value) => value.includes("\r") || !isHeaderName(name))) return list;
  return HeaderList.from(
    [...list]
      .map(([name, value]) => [name, normalizeHeaderValue(value)] as const)
      .filter(([name, value]) => !value.includes("\r") && isHeaderName(name)),
  );
}
