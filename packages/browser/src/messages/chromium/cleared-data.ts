import { isPotentiallyTrustworthy } from "../../infrastructure/url.ts";

const ALL = '"*"';

const all: readonly string[] = ['"cookies"', '"storage"', '"cache"', '"clientHints"'];

const known: ReadonlySet<string> = new Set([...all, '"prefetchCache"', '"prerenderCache"']);

/**
 * What is printed of a response with `Clear-Site-Data`, whatever of that is kept here.
 *
 * content/browser/browsing_data/clear_site_data_handler.cc
 */
export function clearedDataLines(value: string, url: URL, mayClear: boolean): readonly string[] {
  return sentencesOf(value, url, mayClear).map(
    (sentence) => `Clear-Site-Data header on '${url.href.split("#", 1)[0]!}': ${sentence}`,
  );
}

function sentencesOf(value: string, url: URL, mayClear: boolean): readonly string[] {
  if (!isPotentiallyTrustworthy(url)) return ["Not supported for insecure origins."];
  if (!mayClear)
    return ["The request's credentials mode prohibits modifying cookies and other local data."];
  if (/[^\x00-\x7f]/.test(value)) return ["Must only contain ASCII characters."];
  const given = value
    .split(",")
    .map((one) => one.trim())
    .filter((one) => one !== "");
  // NB: What all of them adds comes behind what is named.
  const types = new Set([
    ...given.filter((one) => known.has(one)),
    ...(given.includes(ALL) ? all : []),
  ]);
  const unknown = given.filter((one) => one !== ALL && !known.has(one));
  return [
    ...unknown.map((one) => `Unrecognized type: ${one}.`),
    types.size === 0 ? "No recognized types specified." : cleared(types),
  ];
}

const cleared = (types: ReadonlySet<string>): string =>
  `Cleared data types: ${[...types].join(", ")}.${types.has('"cookies"') ? ` ${CHANNELS}` : ""}`;

const CHANNELS =
  "Clearing channel IDs and HTTP authentication cache is currently not supported, as it breaks active network connections.";
