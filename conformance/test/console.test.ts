import { type ConsoleMessage, recognizeConsole } from "@crosswalk/explain";
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Case } from "../lab/case.ts";
import { generateCases } from "../lab/generate/generate.ts";
import { originOf } from "../lab/generate/situation.ts";
import { pageUrl } from "../lab/page/pages.ts";
import { expand } from "../lab/placeholders.ts";
import { decodeRecording } from "../lab/record/recording.ts";
import type { RecordedCase } from "../lab/record/recorded-case.ts";
import { requestsOf } from "../lab/requests-of.ts";
import { replayOrigins } from "../replay/origins.ts";

// What explain reads off a console is held to what the browsers printed: to each line of each recorded case, and to what the
// case itself says of who asked for what.

const directory = new URL("../lab/recordings/", import.meta.url);
const recordings = readdirSync(directory)
  .filter((name) => name.endsWith(".jsonl.br"))
  .map((name) => decodeRecording(readFileSync(new URL(name, directory))));

/** One for all cases: most lines are printed in many of them, and each is read once. */
const ID = "case";

/** URLs that a case has to do with: those asked for, those sent to, and those that answers lead to. */
function urlsOf(one: Case, { wire }: RecordedCase): ReadonlySet<string> {
  const page = pageUrl(one.page, replayOrigins);
  const base = page.startsWith("data:") ? pageUrl("a", replayOrigins) : page;
  const asked = requestsOf(one.steps).map(({ url }) => url);
  const sent = wire.map(([line]) => line.slice(line.indexOf(" ") + 1));
  const led = Object.values(one.replies)
    .flat()
    .flatMap(({ headers = [] }) => headers)
    .flatMap((line) => /^location:[ \t]*(.*)$/i.exec(line)?.[1] ?? []);
  const urls = new Set<string>();
  for (const text of [...asked, ...sent, ...led]) {
    const expanded = expand(text, replayOrigins, ID);
    // Consoles print what is no URL as it was given.
    urls.add(bare(expanded));
    // A location is relative to what it answers, which is any of the case's.
    for (const from of [base, ...urls]) {
      if (URL.canParse(expanded, from)) urls.add(bare(new URL(expanded, from).href));
      if (URL.canParse(expanded)) break;
    }
  }
  return urls;
}

/** Some consoles leave out fragments, and some credentials. */
const bare = (url: string): string =>
  url.replace(/#.*$/s, "").replace(/(?<=^[a-z]+:\/\/)[^/?#@]*@/, "");

/** Lines were attributed by the URL that they name: what lies elsewhere is of any case. */
const isOfLaboratory = (url: string): boolean =>
  Object.values(replayOrigins).some((origin) => bare(url).startsWith(`${origin}/`));

/** As a browser serializes the page's, and an opaque one. */
function originsOf({ page }: Case): readonly string[] {
  // After a redirect from one foreign origin to another it is opaque.
  return [expand(originOf(page), replayOrigins, ""), "null"];
}

/** Which lines name an URL, and which an origin. */
const named = {
  url: /^(?:Access to|Cross-Origin Request Blocked|Fetch API cannot|XMLHttpRequest cannot|EventSource cannot|Beacon API|Cannot load)|redirection to|resource at|Unsafe attempt|Cancelled load|Security Error/,
  origin: /^Access to|Origin .* is not allowed by Access-Control-Allow-Origin|from origin/,
};

describe.each(recordings)("the console of $browser $version", ({ browser, seed, cases }) => {
  const generated = generateCases(seed);
  const lines = cases.flatMap((recorded, index) => {
    const one = generated[index]!;
    return [...new Set(recorded.console)].map((line) => ({
      one,
      recorded,
      text: expand(line, replayOrigins, ID),
    }));
  });
  const read = new Map<string, readonly ConsoleMessage[]>();
  for (const { text } of lines) if (!read.has(text)) read.set(text, recognizeConsole(text));

  it("has lines enough to prove something", () => {
    expect(read.size).toBeGreaterThan(1000);
  });

  it("is recognised line by line, as that browser's", () => {
    const wrong = [...read].filter(
      ([, messages]) => messages.length !== 1 || (messages[0]!.browser ?? browser) !== browser,
    );
    expect(wrong.map(([text]) => text)).toEqual([]);
  });

  it("gives the URLs of the case, and the origin of its page", () => {
    const wrong: string[] = [];
    const late: string[] = [];
    const anywhere = new Set(
      cases.flatMap((recorded, index) => [...urlsOf(generated[index]!, recorded)]),
    );
    for (const { one, recorded, text } of lines) {
      const { url, redirectedFrom, origin } = read.get(text)![0]!;
      // A few lines came so late that they were taken for another case's, and the longest URL is printed shortened.
      if (/\/\w+-\d+\/|\.\.\./.test(url ?? "")) {
        late.push(text);
        continue;
      }
      const urls = urlsOf(one, recorded);
      const isUrl = (found: string | null): boolean =>
        found === null || (isOfLaboratory(found) ? urls : anywhere).has(bare(found));
      if (!isUrl(url) || !isUrl(redirectedFrom)) wrong.push(`${one.id}: ${url}: ${text}`);
      if (url === null && named.url.test(text)) wrong.push(`${one.id}: no URL: ${text}`);
      if (origin === null ? named.origin.test(text) : !originsOf(one).includes(origin))
        wrong.push(`${one.id}: ${origin}: ${text}`);
    }
    expect(wrong).toEqual([]);
    expect(late.length).toBeLessThan(10);
  });

  if (browser !== "chromium") return;

  it("gives the code that DevTools give, and what it is about", () => {
    const wrong: string[] = [];
    for (const { one, recorded, text } of lines) {
      const { kind, code, parameter, value } = read.get(text)![0]!;
      if (kind !== "cors") continue;
      const facts = recorded.cors.map((line) => expand(line, replayOrigins, ID));
      // Of a redirect to another scheme, DevTools tell nothing.
      if (code === "CorsDisabledScheme" && facts.length === 0) continue;
      const about = parameter ?? (code === "CorsDisabledScheme" ? "" : (value ?? ""));
      // Characters that don't print are told otherwise.
      const isPlain = !about.includes("\\u");
      const isTold = facts.some(
        (fact) =>
          (fact.includes(` ${code} `) || fact.endsWith(` ${code}`)) &&
          (!isPlain || fact.includes(about)),
      );
      if (code === null || !isTold)
        wrong.push(`${one.id}: ${code} ${about}: ${text}: ${facts.join(" | ")}`);
    }
    expect(wrong).toEqual([]);
  });
});
