import type { Reply, ScriptRequest, Step } from "../case.ts";
import {
  allowOrigin,
  ALLOW_CREDENTIALS,
  asXhr,
  get,
  reply,
  situation,
  type Situation,
} from "./situation.ts";

/** What Firefox keeps of redirects that came to nothing, and how it reads types, cookies and policies. */
export function* firefoxOutcomeSituations(): Generator<Situation> {
  yield* refusedRedirectSituations();
  yield* ownRedirectSituations();
  yield* seeOtherSituations();
  yield* typeSituations();
  yield* partitionedSituations();
  yield* policySituations();
}

const including = { credentials: "include" } as const;
const plain = get({ mode: "no-cors", ...including });

/** A redirect that its reader may not see, asked for without following it, and then by who follows it. */
function* refusedRedirectSituations(): Generator<Situation> {
  for (const redirect of ["error", "manual", "follow"] as const)
    for (const status of [301, 302, 308])
      for (const kept of ["max-age=600", "no-cache"])
        yield situation(
          `a ${status} that is refused by ${redirect}, ${kept}, then followed`,
          [get({ redirect, ...including }), plain],
          {
            replies: {
              "1": [reply(status, `Cache-Control: ${kept}`, 'ETag: "1"', "Location: 2")],
              "2": [reply(200)],
            },
          },
        );
}

/** A redirect that leads where the mode does not let it. */
function* ownRedirectSituations(): Generator<Situation> {
  for (const location of ["2", "{b/}2"])
    for (const status of [301, 302])
      yield situation(
        `a ${status} to ${location} by mode same-origin, then by any`,
        [get({ url: "{a/}1", mode: "same-origin" }), get({ url: "{a/}1", mode: "no-cors" })],
        {
          replies: {
            "1": [reply(status, "Cache-Control: max-age=600", `Location: ${location}`)],
            "2": [reply(200)],
          },
        },
      );
}

/** Which 303 is there for who takes what is stale. */
function* seeOtherSituations(): Generator<Situation> {
  const steps: readonly Step[] = [get(), get({ cache: "force-cache" })];
  for (const status of [302, 303])
    for (const lines of [
      [],
      ["Cache-Control: max-age=0"],
      ["Cache-Control: max-age=1"],
      ["Cache-Control: no-cache, max-age=600"],
      ["Expires: 0"],
    ])
      yield situation(`a ${status} of ${lines.join()}, then force-cache`, steps, {
        replies: {
          "1": [{ status, headers: ["Access-Control-Allow-Origin: *", "Location: 2", ...lines] }],
          "2": [reply(200, "Access-Control-Allow-Origin: *")],
        },
      });
  for (const status of [425, 503])
    yield situation(`a ${status}, then force-cache`, steps, {
      actual: [
        { status, headers: ["Access-Control-Allow-Origin: *", "Cache-Control: max-age=60"] },
      ],
    });
}

/** Types that do not parse. */
function* typeSituations(): Generator<Situation> {
  for (const types of [
    ["a/b/c"],
    ["a/b c"],
    ["text/\xe9"],
    ["a/b/c;charset=koi8-r"],
    ['a/b/c;x=";charset=utf-8";charset="koi8-r"'],
    ["a/b/c, d/e/f;charset=koi8-r"],
    ["a/b/c, x"],
    ["x;charset=koi8-r"],
    ["text/plain", ""],
    ["", "text/plain"],
    ["text/plain", "", "text/html"],
  ]) {
    const request = asXhr(get({ url: "{a/}1" }));
    const answer: Reply = {
      status: 200,
      headers: types.map((type) => `Content-Type: ${type}`),
      body: "\xc1",
    };
    const title = `types ${JSON.stringify(types)}`;
    yield situation(title, [request, { ...request, responseType: "blob" }], { actual: [answer] });
  }
}

/** Cookies that ask for a partition, beside others of their name. */
function* partitionedSituations(): Generator<Situation> {
  const partitioned = "x=1; Secure; Partitioned; Path=/{#}/";
  const other = "x=2; Path=/{#}/";
  for (const [page, target] of [
    ["a", "a"],
    ["a", "b"],
    ["a", "s"],
    ["a", "t"],
    ["b in a", "a"],
    ["c in a", "c"],
    ["sandbox", "a"],
  ] as const)
    for (const lines of [
      [partitioned, other],
      [other, partitioned],
      [partitioned, `${other}; Max-Age=0`],
    ]) {
      const request: ScriptRequest = get({ url: `{${target}/}1`, ...including });
      yield situation(`${lines.join(", ")} of ${target}`, [request, request], {
        page,
        actual: [
          reply(
            200,
            allowOrigin(page),
            ALLOW_CREDENTIALS,
            ...lines.map((line) => `Set-Cookie: ${line}`),
          ),
          reply(200, allowOrigin(page), ALLOW_CREDENTIALS),
        ],
      });
    }
}

/** What is told of its origin by who asks for more than the default tells. */
function* policySituations(): Generator<Situation> {
  for (const referrerPolicy of ["unsafe-url", "origin-when-cross-origin", "origin"])
    for (const target of ["a", "c", "t"])
      yield situation(
        `a POST to ${target} by ${referrerPolicy}`,
        get({ url: `{${target}/}1`, method: "POST", mode: "no-cors", referrerPolicy }),
        { page: "s" },
      );
}
