import { everyone } from "./granted.ts";
import { answer, FRESH } from "./kept-answers.ts";
import { maxAge, reply, situation, type Situation } from "./situation.ts";

const SLOW = 600;

const STEP = "await wait(150);";
const FIRST = 'const first = fetch("{a/}1").then((one) => one.text());';
const LAST = 'await fetch("{a/}last");';

/** Who waits for whom: the last request, of something else, comes behind those that don't wait. */
export function* keptTurnSituations(): Generator<Situation> {
  const slow = [
    { ...answer("one", FRESH), delay: SLOW },
    answer("two", FRESH),
    answer("three", FRESH),
  ];
  for (const init of [
    "",
    'cache: "reload"',
    'cache: "no-store"',
    'method: "POST", body: "x"',
    'method: "PUT", body: "x"',
    'method: "DELETE"',
    'method: "HEAD"',
  ])
    yield situation(
      `while another is asked for: ${init}`,
      {
        script: [
          FIRST,
          STEP,
          `const second = fetch("{a/}1", { ${init} }).then((one) => one.text());`,
          STEP,
          LAST,
          'note("first", await first);',
          'note("second", await second);',
          'note("third", await (await fetch("{a/}1")).text());',
        ].join("\n"),
      },
      { replies: { "1": slow, last: [answer("last", "Cache-Control: no-store")] } },
    );
  yield situation(
    "a cookie is set while one waits for another",
    {
      script: [
        FIRST,
        STEP,
        'const second = fetch("{a/}1").then((one) => one.text());',
        STEP,
        LAST,
        "await first;",
        "await second;",
      ].join("\n"),
    },
    {
      replies: {
        "1": [{ ...answer("one", "Cache-Control: no-store"), delay: SLOW }, answer("two")],
        last: [answer("last", "Cache-Control: no-store", "Set-Cookie: a=1; Path=/{#}/")],
      },
    },
  );
  yield* manySituations();
}

/** More results of preflights than one browser keeps. */
function* manySituations(): Generator<Situation> {
  for (const count of [100, 101])
    yield situation(
      `${count} results of preflights, and the first of them`,
      {
        script: [
          'const put = (path) => fetch("{b/}" + path, { method: "PUT" });',
          `for (let path = 0; path < ${count}; path++) await put(path);`,
          "await put(0);",
          `await put(${count - 1});`,
        ].join("\n"),
      },
      {
        replies: {
          preflight: [reply(204, ...everyone, maxAge("600"))],
          "": [reply(200, ...everyone)],
        },
      },
    );
}
