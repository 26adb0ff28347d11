import type { Scenario, ScenarioRequest } from "@crosswalk/explain";
import type { OriginName } from "../lab/case.ts";
import type { Origins } from "../lab/placeholders.ts";

/** Nothing listens there, and browsers would connect to it. */
const CLOSED = "127.0.0.9:4";

/** A name that can't be looked up, https://www.rfc-editor.org/rfc/rfc1035#section-2.3.4: no message of DNS has room for it. */
const UNKNOWN = `${"x".repeat(64)}.example`;

/** A port that browsers refuse stays as it is: it is what the scenario is about. */
const REFUSED_PORT = "6000";

/** Why a scenario has no place on loopback addresses. */
export class NoPlace extends Error {}

/**
 * Where a scenario's origins are on the laboratory's loopback addresses. A page has a name with letters, `localhost`, so that
 * it can be misspelt; a page of another loopback name keeps it.
 */
export class AddressMap {
  readonly #id: string;
  readonly #directory: string;
  readonly #places: ReadonlyMap<string, string>;

  /** `scenarios` are the same one before and after changes; `directory` is where pages from the disk are. */
  constructor(
    scenarios: readonly Scenario[],
    { origins, id, directory }: { origins: Origins; id: string; directory: string },
  ) {
    this.#id = id;
    this.#directory = directory;
    this.#places = placesOf(scenarios, origins);
  }

  /** The URL with the case's folder, which tells the server whose it is. What is no URL of the web stays as it is. */
  url(text: string): string {
    if (text.startsWith("/")) return `/${this.#id}${text}`;
    const url = URL.canParse(text) ? new URL(text) : null;
    if (url?.protocol === "file:") return `file://${this.#directory}/${text.split("/").at(-1)!}`;
    const place = url === null ? undefined : this.#places.get(url.origin);
    if (url === null || place === undefined) return text;
    const user = url.username === "" ? "" : `${url.username}:${url.password}@`;
    const origin = place.replace("://", `://${user}`);
    return `${origin}/${this.#id}${url.pathname}${url.search}`;
  }

  /** Origins in other text, misspelt ones too: another scheme, port or case than the scenario's own. */
  text(text: string): string {
    return text.replace(
      /(https?:\/\/)?([a-z0-9](?:[a-z0-9.-]*[a-z0-9])?)(:\d+)?/gi,
      (whole, scheme: string | undefined, host: string, port: string | undefined) =>
        this.#restated(whole, scheme, host, port) ?? whole,
    );
  }

  #restated(
    whole: string,
    scheme: string | undefined,
    host: string,
    port: string | undefined,
  ): string | null {
    const exact = this.#places.get(whole);
    if (exact !== undefined) return exact;
    for (const [from, to] of this.#places) {
      const [was, is] = [new URL(from), new URL(to)];
      if (was.hostname !== host.toLowerCase()) continue;
      const name = host === was.hostname ? is.hostname : capital(is.hostname);
      const samePort = (port ?? "").slice(1) === was.port;
      // A name alone stays one: with a port it would be read as a URL.
      if (scheme === undefined && port === undefined) return name;
      if (scheme === undefined && !samePort) continue;
      const there = scheme === undefined ? "" : schemeOf(scheme, was, is);
      return `${there}${name}${samePort ? `:${is.port}` : port}`;
    }
    return null;
  }
}

const capital = (name: string): string => name[0]!.toUpperCase() + name.slice(1);

/** The place's scheme, or the other one where the text has another than the scenario's origin. */
function schemeOf(scheme: string, was: URL, is: URL): string {
  if (scheme === `${was.protocol}//`) return `${is.protocol}//`;
  return is.protocol === "https:" ? "http://" : "https://";
}

function placesOf(scenarios: readonly Scenario[], origins: Origins): Map<string, string> {
  const pages = distinct(scenarios.map(({ page }) => page.url));
  const others = distinct(scenarios.flatMap(urlsOf)).filter((origin) => !pages.includes(origin));
  const isSecure = (origin: string): boolean => origin.startsWith("https:");
  // There are two secure origins; where more are needed, all are plain, which CORS doesn't mind.
  const plain = others.filter(isSecure).length > 1;
  if (plain && [...pages, ...others].some((origin) => !isSecure(origin)))
    throw new NoPlace("it needs more secure origins than there are");
  const places = new Map<string, string>();
  const take = (origin: string, names: readonly OriginName[]): void => {
    const name = names.find((one) => ![...places.values()].includes(origins[one]));
    if (name === undefined) throw new NoPlace("it needs more origins than there are");
    places.set(origin, origins[name]);
  };
  for (const page of pages)
    take(page, !plain && isSecure(page) ? ["t"] : page.includes("//127.") ? ["a"] : ["c"]);
  const fails = (failure: string): boolean =>
    scenarios.some(({ answers }) =>
      answers.some(({ answer }) => "failure" in answer && answer.failure === failure),
    );
  const isClosed = fails("connection-refused");
  const isUnknown = fails("name-not-resolved");
  for (const other of others) {
    if (isClosed) places.set(other, `${new URL(other).protocol}//${CLOSED}`);
    // Loopback addresses may be asked over http by any page.
    else if (isUnknown || (!plain && pages.some(isSecure) && !isSecure(other)))
      places.set(other, `${new URL(other).protocol}//${UNKNOWN}`);
    else if (!plain && isSecure(other)) take(other, ["s"]);
    else
      take(other, [...(other.includes("//localhost") ? ["c" as const] : []), "a", "d", "b", "e"]);
  }
  return places;
}

function urlsOf({ request, before = [], answers, cookies = [] }: Scenario): string[] {
  const asked = [request, ...before].map(({ url }: ScenarioRequest) => url);
  const answered = answers.flatMap(({ when, answer }) => [
    ...(when.url === undefined ? [] : [when.url]),
    ...("failure" in answer ? [] : answer.headers)
      .filter(([name]) => name.toLowerCase() === "location")
      .map(([, value]) => value),
  ]);
  return [...asked, ...answered, ...cookies.map(({ url }) => url)];
}

/** The web's origins among URLs, in order. */
function distinct(urls: readonly string[]): string[] {
  const web = urls.filter((url) => /^https?:/.test(url)).map((url) => new URL(url));
  return [...new Set(web.filter(({ port }) => port !== REFUSED_PORT).map(({ origin }) => origin))];
}
