import { join } from "node:path";
import { pathToFileURL } from "node:url";

/**
 * A scenario's origins and the loopback origins that stand for them, there and back. Text that names an origin is
 * restated too, misspelt as it may be.
 */
export class AddressMap {
  readonly #directory: string;
  readonly #origins: ReadonlyMap<string, string>;

  /** `origins` are the scenario's with those here; `directory` is where pages from the disk are. */
  constructor(origins: ReadonlyMap<string, string>, directory: string) {
    this.#origins = origins;
    this.#directory = directory;
  }

  /** What is no URL of the web stays as it is. */
  url(text: string): string {
    const url = URL.canParse(text) ? new URL(text) : null;
    if (url?.protocol === "file:") return pathToFileURL(join(this.#directory, nameOf(url))).href;
    const there = url === null ? undefined : this.#origins.get(url.origin);
    if (url === null || there === undefined) return text;
    const user = url.username === "" ? "" : `${url.username}:${url.password}@`;
    return there.replace("://", `://${user}`) + url.pathname + url.search + url.hash;
  }

  /** Origins in other text, misspelt ones too: another scheme, port or case than the scenario's own. */
  text(text: string): string {
    return text.replace(
      /(https?:\/\/)?([a-z0-9](?:[a-z0-9.-]*[a-z0-9])?)(:\d+)?/gi,
      (whole, scheme: string | undefined, host: string, port: string | undefined) =>
        this.#restated(whole, scheme, host, port) ?? whole,
    );
  }

  /** What a browser says of the addresses here, as if it were said of the scenario's. */
  back(text: string): string {
    let result = text;
    for (const [from, to] of this.#origins) {
      const [was, is] = [new URL(from), new URL(to)];
      result = result.replaceAll(to, from).replaceAll(is.host, was.host);
    }
    return result.replaceAll(`${pathToFileURL(this.#directory).href}/`, "file:///");
  }

  #restated(
    whole: string,
    scheme: string | undefined,
    host: string,
    port: string | undefined,
  ): string | null {
    const exact = this.#origins.get(whole);
    if (exact !== undefined) return exact;
    for (const [from, to] of this.#origins) {
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

/** A file's name, which stays in its folder whatever it is. */
const nameOf = ({ pathname }: URL): string =>
  pathname
    .split("/")
    .at(-1)!
    .replace(/[^\w.-]/g, "_")
    .replace(/^\.*$/, "index.html");

const capital = (name: string): string => name[0]!.toUpperCase() + name.slice(1);

/** The place's scheme, or the other one where the text has another than the scenario's origin. */
function schemeOf(scheme: string, was: URL, is: URL): string {
  if (scheme === `${was.protocol}//`) return `${is.protocol}//`;
  return is.protocol === "https:" ? "http://" : "https://";
}
