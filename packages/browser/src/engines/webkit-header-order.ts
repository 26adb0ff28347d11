import type { FetchRequest } from "../infrastructure/fetch-request.ts";
import { webkitHeaderNames } from "../messages/webkit/header-names.ts";

/**
 * WebKit keeps the headers whose names it knows apart from all others, and goes through those first;
 * each in the order in which the script gave them.
 *
 * Source/WebCore/platform/network/HTTPHeaderMap.h
 */
export function webkitHeaderOrder({ initial }: FetchRequest): readonly string[] {
  const names = (initial?.ownNames ?? []).map((name) => name.toLowerCase());
  return [
    ...names.filter((name) => webkitHeaderNames.has(name)),
    ...names.filter((name) => !webkitHeaderNames.has(name)),
  ];
}
