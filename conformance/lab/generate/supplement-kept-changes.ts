import type { Reply, ScriptRequest, Step } from "../case.ts";
import { answer, answers, FRESH, notModified, own, STALE, TAG } from "./kept-answers.ts";
import { get, situation, type Situation } from "./situation.ts";

/** What has stored responses forgotten or replaced: writes, policies, redirects, and who gives up. */
export function* keptChangeSituations(): Generator<Situation> {
  yield* writtenSituations();
  yield* policySituations();
  yield* redirectSituations();
  yield* revalidatedSituations();
}

/** What is named by a write's response. */
function* writtenSituations(): Generator<Situation> {
  const other = own([], { url: "{a/}2" });
  for (const method of ["POST", "PUT", "DELETE"])
    for (const name of ["Location", "Content-Location"])
      for (const status of [200, 201, 500])
        yield situation(
          `${method} whose ${status} names what is kept as ${name}`,
          [other, own([], { method }), other],
          {
            replies: {
              "1": [{ ...answer("written", `${name}: {a/}2`), status }],
              "2": answers(FRESH),
            },
          },
        );
  for (const method of ["POST", "PUT", "DELETE"])
    for (const cache of ["no-store", "reload", "default"])
      for (const kept of [FRESH, STALE])
        yield situation(
          `${method} with cache mode ${cache} of what is kept, ${kept}`,
          [own(), own([], { method, cache }), own()],
          { replies: { "": answers(kept, TAG) } },
        );
}

/** What a resource policy refuses. */
function* policySituations(): Generator<Situation> {
  const asked = get({ url: "{c/}1", mode: "no-cors" });
  const policy = (value: string, kept: string, body: string): Reply =>
    answer(body, kept, TAG, `Cross-Origin-Resource-Policy: ${value}`);
  for (const kept of [FRESH, STALE])
    for (const values of [
      ["same-origin", "cross-origin", "cross-origin"],
      ["cross-origin", "same-origin", "cross-origin"],
    ])
      for (const cache of ["default", "reload"])
        yield situation(
          `a policy of ${values.join(", then ")}, ${kept}, the second with ${cache}`,
          // Nobody reads the body of an opaque response, which is stored by and by.
          [asked, { wait: 200 }, { ...asked, cache }, { wait: 200 }, asked],
          { replies: { "": values.map((value, index) => policy(value, kept, String(index))) } },
        );
}

/** Redirects that are kept, and where they lead. */
function* redirectSituations(): Generator<Situation> {
  const led = (status: number, ...lines: readonly string[]): Reply => ({
    ...answer("", ...lines),
    status,
  });
  const requests: readonly (readonly [string, Partial<ScriptRequest>])[] = [
    ["by hand", { redirect: "manual" }],
    ["refused", { redirect: "error" }],
    ["followed", {}],
  ];
  for (const status of [301, 302, 308])
    for (const lines of [[FRESH], [STALE, TAG]])
      for (const [first, one] of requests)
        for (const [second, another] of requests)
          yield situation(
            `${status} ${first}, then ${second}: ${lines.join(" | ")}`,
            [own([], one), own([], another)],
            {
              replies: {
                "1": [led(status, ...lines, "Location: {a/}2")],
                "2": [answer("end", "Cache-Control: no-store")],
              },
            },
          );
  for (const [title, location] of [
    ["to itself", "{a/}1"],
    ["to nowhere", "http://:0/"],
  ] as const)
    for (const lines of [[FRESH], []])
      yield situation(`a redirect ${title}: ${lines.join()}`, [own(), own()], {
        replies: { "1": [led(302, ...lines, `Location: ${location}`), answer("end", STALE)] },
      });
  const end = own([], { url: "{a/}2" });
  for (const lines of [[FRESH], ["Cache-Control: no-store"]])
    for (const steps of [
      [end, own()],
      [end, own(), own()],
    ] as readonly (readonly Step[])[])
      yield situation(
        `what is kept, and ${steps.length - 1} times a redirect to it: ${lines.join()}`,
        steps,
        {
          replies: {
            "1": [led(302, ...lines, "Location: {a/}2")],
            "2": answers(FRESH, TAG),
          },
        },
      );
}

/** What is asked about behind whoever was given what is stored. */
function* revalidatedSituations(): Generator<Situation> {
  for (const control of [
    "max-age=0, stale-while-revalidate=600",
    "max-age=0, must-revalidate, stale-while-revalidate=600",
  ])
    yield situation(`${control}, renewed behind`, [own(), own(), { wait: 300 }, own()], {
      replies: {
        "": [
          answer("one", `Cache-Control: ${control}`, TAG),
          notModified(FRESH, TAG),
          answer("three", FRESH),
        ],
      },
    });
}
