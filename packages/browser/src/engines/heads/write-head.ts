import type { HeaderEntries } from "@crosswalk/cors/protocol";
import type { FetchRequest } from "../../infrastructure/fetch-request.ts";

/** A request that is about to be written. */
export interface UnwrittenHead {
  readonly request: FetchRequest;
  readonly url: URL;
  /** What fetching has made of its headers. */
  readonly headers: HeaderEntries;
  /** What frames its body, where the headers don't. */
  readonly framing: HeaderEntries;
}

/** All header lines of a request, in the order in which a network stack writes them. */
export type WriteHead = (head: UnwrittenHead) => HeaderEntries;

type Line = HeaderEntries[number];

/**
 * The lines in the order of these byte-lowercased names, the first of each; `*` stands for those that
 * have no place of their own, as they are.
 */
export function inOrder(lines: HeaderEntries, names: readonly string[]): HeaderEntries {
  const places = new Map([...new Set(names)].map((name, place) => [name, place]));
  const placeOf = ([name]: Line): number => places.get(name.toLowerCase()) ?? places.get("*")!;
  return [...lines].sort((one, other) => placeOf(one) - placeOf(other));
}

/** The lines it has, and those of `Host`, what frames its body and what its stack adds whose names aren't among them. */
export function allLines(
  { url, headers, framing }: UnwrittenHead,
  ofStack: HeaderEntries,
): HeaderEntries {
  const names = new Set(headers.map(([name]) => name.toLowerCase()));
  const added = [["Host", url.host] as const, ...ofStack, ...framing];
  return [...headers, ...added.filter(([name]) => !names.has(name.toLowerCase()))];
}

/** The lines with the names that a network stack knows as that writes them, by the byte-lowercased name. */
export function spelt(lines: HeaderEntries, names: ReadonlyMap<string, string>): HeaderEntries {
  return lines.map(([name, value]) => [names.get(name.toLowerCase()) ?? name, value]);
}

/** Byte-lowercased, the names of the headers that a script has given it. */
export function scriptsNames({
  initial,
  initiator,
  preflightFor,
}: FetchRequest): readonly string[] {
  const isScripts = initiator === "fetch" || initiator === "xmlhttprequest";
  return isScripts && preflightFor === null && initial !== null
    ? initial.ownNames.map((name) => name.toLowerCase())
    : [];
}

/** Whether a player asks for it, which is no part of what loads everything else. */
export const isMedia = ({ destination }: FetchRequest): boolean =>
  destination === "audio" || destination === "video";
