import type { PageName, Reply, ScriptRequest, Step, Visit } from "../../case.ts";
import { everyone } from "../granted.ts";
import { get, reply, type Situation } from "../situation.ts";

/** What is asked for in one document, and then in others. */
export function visiting(
  title: string,
  [first, ...visits]: readonly [Visit, ...Visit[]],
  replies: Readonly<Record<string, readonly Reply[]>>,
): Situation {
  return { title, page: first.page, steps: first.steps, visits, replies };
}

export const at = (page: PageName, ...steps: readonly Step[]): Visit => ({ page, steps });

/** A request with cookies for a host, which sets and shows them. */
export const asked = (host: string, path: string | number = "1"): ScriptRequest =>
  get({ url: `{${host}/}${path}`, credentials: "include" });

/** An answer with these cookies that whoever asks may read. */
export const setting = (...cookies: readonly string[]): Reply =>
  reply(200, ...everyone, ...cookies.map((cookie) => `Set-Cookie: ${cookie}; Path=/{#}/`));

export const plain: Reply = reply(200, ...everyone);
