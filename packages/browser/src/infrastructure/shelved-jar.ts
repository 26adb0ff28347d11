import { type Callback, type Cookie, CookieJar, type GetCookiesOptions } from "tough-cookie";

/** A jar that leaves it to its shelf what has expired: by itself it goes by the system's clock. */
export class ShelvedJar extends CookieJar {
  override getCookies(url: string): Promise<Cookie[]>;
  override getCookies(url: string, callback: Callback<Cookie[]>): void;
  override getCookies(
    url: string | URL,
    options: GetCookiesOptions | undefined,
    callback: Callback<Cookie[]>,
  ): void;
  override getCookies(url: string | URL, options?: GetCookiesOptions): Promise<Cookie[]>;
  override getCookies(
    url: string | URL,
    options: GetCookiesOptions | undefined | Callback<Cookie[]>,
    callback: Callback<Cookie[]>,
  ): unknown;
  override getCookies(
    url: string | URL,
    options?: GetCookiesOptions | Callback<Cookie[]>,
    callback?: Callback<Cookie[]>,
  ): unknown {
    const [given, told] =
      typeof options === "function" ? [undefined, options] : [options, callback];
    const own = { ...given, expire: false };
    return told === undefined ? super.getCookies(url, own) : super.getCookies(url, own, told);
  }
}
