import { Cookie, CookieJar } from "tough-cookie";

/** Whether a request may carry cookies that are kept to their own site. */
export type SameSiteMode = "same-site" | "cross-site";

/** Cookies, by the partition that they are kept in. */
export interface CookieStore {
  /** The value of a `Cookie` header; empty where there is none. */
  get(url: URL, partition: string, mode: SameSiteMode): Promise<string>;
  set(url: URL, partition: string, mode: SameSiteMode, line: string): Promise<void>;
  /** Whether there is any, so that looking can be saved. */
  readonly isEmpty: boolean;
}

export interface CookieStoreOptions {
  /** What a cookie without `SameSite` is taken for. */
  readonly defaultSameSite: "lax" | "none";
  /** Whether `SameSite=None` without `Secure` is refused. */
  readonly noneNeedsSecure: boolean;
}

/** A jar of tough-cookie for each partition. */
export class JarCookieStore implements CookieStore {
  readonly #jars: Map<string, CookieJar> = new Map();
  readonly #options: CookieStoreOptions;
  isEmpty = true;

  constructor(options: CookieStoreOptions) {
    this.#options = options;
  }

  /** The jar of a partition; the empty name is that of the unpartitioned one. */
  jar(partition = ""): CookieJar {
    let jar = this.#jars.get(partition);
    if (jar === undefined) {
      jar = new CookieJar(undefined, { looseMode: true, allowSpecialUseDomain: true, rejectPublicSuffixes: true });
      this.#jars.set(partition, jar);
      // Whoever asks for a jar may fill it.
      this.isEmpty = false;
    }
    return jar;
  }

  async get(url: URL, partition: string, mode: SameSiteMode): Promise<string> {
    const cookies = await this.jar(partition).getCookies(url.href, { http: true });
    return cookies
      .filter((cookie) => mode === "same-site" || this.#sameSiteOf(cookie) === "none")
      .map((cookie) => cookie.cookieString())
      .join("; ");
  }

  async set(url: URL, partition: string, mode: SameSiteMode, line: string): Promise<void> {
    const cookie = Cookie.parse(line, { loose: true });
    if (cookie === undefined) return;
    if (mode === "cross-site" && this.#sameSiteOf(cookie) !== "none") return;
    if (this.#options.noneNeedsSecure && cookie.sameSite === "none" && !cookie.secure) return;
    if (cookie.secure && !isSecure(url)) return;
    this.isEmpty = false;
    await this.jar(partition).setCookie(cookie, url.href, { http: true, ignoreError: true });
  }

  #sameSiteOf(cookie: Cookie): string {
    const { sameSite } = cookie;
    return sameSite === "none" || sameSite === "strict" || sameSite === "lax" ? sameSite : this.#options.defaultSameSite;
  }
}

const isSecure = (url: URL): boolean => url.protocol === "https:";
