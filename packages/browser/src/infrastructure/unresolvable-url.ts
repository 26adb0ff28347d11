// Of a domain that never exists, https://www.rfc-editor.org/rfc/rfc6761#section-6.4
const STAND_IN = "host.invalid";

// NB: The user info may have a stand-in's name as well, and a host may have a `$`, which means something in
//     a replacement that is text.
const BEFORE_HOST = /^(?:[a-z]+:\/\/)?(?:[^/@]*@)?/;

function withHost(text: string, host: string): string {
  const { length } = BEFORE_HOST.exec(text)![0];
  return text.slice(0, length) + host + text.slice(length + STAND_IN.length);
}

/** A URL with a host that the platform's `URL` cannot have. No name server knows it. */
export class UnresolvableUrl extends URL {
  readonly #host: string;

  constructor(scheme: string, userInfo: string, host: string, rest: string) {
    super(`${scheme}//${userInfo}${STAND_IN}${rest}`);
    this.#host = host;
  }

  override get hostname(): string {
    return this.#host;
  }

  override get host(): string {
    return withHost(super.host, this.#host);
  }

  override get origin(): string {
    return `${this.protocol}//${this.host}`;
  }

  override get href(): string {
    return withHost(super.href, this.#host);
  }

  /** One that can be changed for itself: `new URL` of this one throws. */
  copy(): UnresolvableUrl {
    const { length } = BEFORE_HOST.exec(super.href)![0];
    const userInfo = super.href.slice(`${this.protocol}//`.length, length);
    const rest = super.href.slice(length + STAND_IN.length);
    return new UnresolvableUrl(this.protocol, userInfo, this.#host, rest);
  }

  override toString(): string {
    return this.href;
  }

  override toJSON(): string {
    return this.href;
  }
}

/** As Node.js has it where nobody knows a name. */
export class UnknownHost extends Error {
  readonly code = "ENOTFOUND";

  constructor({ hostname }: UnresolvableUrl) {
    super(`getaddrinfo ENOTFOUND ${hostname}`);
  }
}

const parts = /^(?:(https?):)?[\\/]{2,}([^\\/?#@]*@)?([^\\/?#@:]*)((?::\d*)?(?:[\\/?#][^]*)?)$/i;

/** Null where the host is forbidden for more than that. */
export function unresolvableUrl(text: string, base: URL): URL | null {
  // https://url.spec.whatwg.org/#concept-basic-url-parser, steps 1 to 3 but for the rest of C0
  const [, scheme, userInfo = "", host = "", rest = ""] =
    parts.exec(text.trim().replace(/[\t\r\n]/g, "")) ?? [];
  const name = host.toLowerCase().replace(/%20| /g, "%20");
  const isNamed = /^[!"$&'()*+,\-.0-9;=_`a-z{}~]+$/.test(name.replaceAll("%20", ""));
  if (!isNamed || !/%20|(?:^|\.)xn--/.test(name)) return null;
  try {
    return new UnresolvableUrl(
      scheme === undefined ? base.protocol : `${scheme.toLowerCase()}:`,
      userInfo,
      name,
      rest,
    );
  } catch {
    return null;
  }
}
