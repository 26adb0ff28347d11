import {
  type Callback,
  type Cookie,
  CookieJar,
  type CreateCookieJarOptions,
  type GetCookiesOptions,
  type Store,
} from "tough-cookie";

/** A jar that leaves it to its shelf what has expired: by itself it goes by the system's clock. */
export function shelvedJar(shelf: Store, options: CreateCookieJarOptions): CookieJar {
  // Its class is made here, not beside: a class that extends one of tough-cookie reads all of it before there is a cookie.
  class ShelvedJar extends CookieJar {
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
  return new ShelvedJar(shelf, options);
}
