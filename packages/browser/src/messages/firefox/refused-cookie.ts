import type { CookieFault, RefusedCookie } from "../../infrastructure/refused-cookie.ts";
import { decodeUtf8 } from "./decode-utf-8.ts";

/**
 * What follows the name. Of one that is too long, or has neither a name nor a value, it warns, which a console can be
 * told to leave out, and WebDriver's does.
 *
 * netwerk/locales/en-US/necko.properties
 */
const reasons: Readonly<Record<CookieFault, string>> = {
  attributes: "has been rejected for invalid characters in the attributes.",
  name: "has been rejected for invalid characters in the name.",
  value: "has been rejected for invalid characters in the value.",
  path: "has been rejected for invalid path.",
  domain: "has been rejected for invalid domain.",
  prefix: "has been rejected for invalid prefix.",
  insecure: "has been rejected because a non-HTTPS cookie can’t be set as “secure”.",
  "insecure-none":
    "rejected because it has the “SameSite=None” attribute but is missing the “secure” attribute.",
  "insecure-partitioned":
    "has been rejected because it has the “Partitioned” attribute but is missing the “secure” attribute.",
  "cross-site":
    "has been rejected because it is in a cross-site context and its “SameSite” is “Lax” or “Strict”.",
  "beside-secure": "has been rejected because there is an existing “secure” cookie.",
};

/** What Firefox says of a cookie that it refuses. */
export const refusedCookieLine = ({ name, fault }: RefusedCookie): string =>
  `Cookie “${decodeUtf8(name)}” ${reasons[fault]}`;
