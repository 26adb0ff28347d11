import type { Reply, Step } from "../case.ts";
import { everyone } from "./granted.ts";
import { get, reply } from "./situation.ts";

// A console's line about a cookie has its name and no address: the name is what tells whose it is.
export const NAME = "/{#}/x";
export const OTHER = "Domain=example.com";
export const ownPath = "Path=/{#}/";

export const asking = (url: string): Step => get({ url, credentials: "include" });
export const setting = (...lines: readonly string[]): Reply =>
  reply(200, ...everyone, ...lines.map((line) => `Set-Cookie: ${line}`));
export const plain = reply(200, ...everyone);
export const refused = `Set-Cookie: ${NAME}=1; ${OTHER}`;
