import type { PageName } from "../case.ts";
import {
  allowMethods,
  allowOrigin,
  ALLOW_CREDENTIALS,
  asXhr,
  get,
  reply,
  situation,
  type Situation,
} from "./situation.ts";

export const attributes = [
  "",
  "; SameSite=Lax",
  "; SameSite=Strict",
  "; SameSite=None",
  "; SameSite=None; Secure",
  "; Secure",
  "; HttpOnly",
  "; Partitioned; Secure; SameSite=None",
  "; Max-Age=0",
  "; Domain=127.0.0.1",
  "; Domain=localhost",
];
const modes = ["omit", "same-origin", "include"] as const;

/** A first request is answered with a cookie, the next one shows whether it was kept and is sent. */
export function* cookieSituations(): Generator<Situation> {
  const pages: readonly (readonly [PageName, string])[] = [
    ["a", "abcdst"],
    ["c", "ac"],
    ["s", "stab"],
    ["sandbox", "ab"],
    ["b in a", "abc"],
    ["c in a", "acb"],
    ["data in a", "ab"],
  ];
  for (const [page, targets] of pages) {
    for (const target of targets) {
      for (const attribute of attributes) {
        for (const set of modes) {
          for (const send of modes) {
            if (attribute !== "" && (set !== "include" || send === "omit")) continue;
            const url = `{${target}/}1`;
            const cookie = `Set-Cookie: chicken=1; Path=/{#}/${attribute}`;
            const head = [allowOrigin(page), ALLOW_CREDENTIALS];
            const replies = {
              "1": [reply(200, ...head, cookie), reply(200, ...head)],
              "2": [reply(200, ...head)],
              preflight: [reply(204, ...head, allowMethods("PUT"))],
            };
            yield situation(
              `${page} to ${target}: cookie${attribute} set with ${set}, sent with ${send}`,
              [get({ url, credentials: set }), get({ url, credentials: send })],
              { page, replies },
            );
            if (attribute === "" && set === "include") {
              yield situation(
                `${page} to ${target}: cookie sent by XHR with ${send}`,
                [get({ url, credentials: set }), asXhr(get({ url, credentials: send }))],
                { page, replies },
              );
              yield situation(
                `${page} to ${target}: cookie after a preflight with ${send}`,
                [get({ url, credentials: set }), get({ url, credentials: send, method: "PUT" })],
                { page, replies },
              );
              yield situation(
                `${page} to ${target}: cookie without cors, ${send}`,
                [
                  get({ url, credentials: set, mode: "no-cors" }),
                  get({ url, credentials: send, mode: "no-cors" }),
                ],
                { page, replies },
              );
            }
          }
        }
      }
      yield* refused(page, target);
    }
  }
}

/** Cookies of responses that the page may not read are kept all the same. */
function* refused(page: PageName, target: string): Generator<Situation> {
  const cookie = "Set-Cookie: chicken=1; Path=/{#}/";
  const url = `{${target}/}1`;
  const good = reply(200, allowOrigin(page), ALLOW_CREDENTIALS);
  const include = get({ url, credentials: "include" });
  yield situation(`${page} to ${target}: cookie of a refused response`, [include, include], {
    page,
    replies: { "1": [reply(200, cookie), good] },
  });
  yield situation(
    `${page} to ${target}: cookie of a preflight`,
    [{ ...include, method: "PUT" }, include],
    {
      page,
      replies: {
        preflight: [reply(204, allowOrigin(page), ALLOW_CREDENTIALS, allowMethods("PUT"), cookie)],
        "1": [good],
      },
    },
  );
  for (const next of ["a", "b", "c"]) {
    yield situation(
      `${page} to ${target}: cookie of a redirect to ${next}`,
      [include, { ...include, url: `{${next}/}2` }, include],
      {
        page,
        replies: {
          "1": [
            reply(302, allowOrigin(page), ALLOW_CREDENTIALS, cookie, `Location: {${next}/}2`),
            good,
          ],
          "2": [good, good],
        },
      },
    );
    yield situation(
      `${page} to ${target}: cookie met by a redirect from ${next}`,
      [include, { ...include, url: `{${next}/}0` }],
      {
        page,
        replies: {
          "1": [
            reply(200, allowOrigin(page), ALLOW_CREDENTIALS, cookie),
            reply(200, "Access-Control-Allow-Origin: null", ALLOW_CREDENTIALS),
          ],
          "0": [reply(307, allowOrigin(page), ALLOW_CREDENTIALS, `Location: ${url}`)],
        },
      },
    );
  }
}
