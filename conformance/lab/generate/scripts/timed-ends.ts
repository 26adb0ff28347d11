import type { DriverName } from "../../drivers/driver.ts";
import type { Situation } from "../situation.ts";
import type { Reply } from "../../case.ts";
import { everything, scripted } from "./script.ts";

const reply = (store: string, more: Partial<Reply> = {}): Reply => ({
  status: 200,
  body: "chicken",
  ...more,
  headers: [...everything, "Content-Type: text/plain", `Cache-Control: ${store}`],
});

const count = "const count = () => performance.getEntriesByName(url).length;";

/** What is done with a response, in which order, and when its entry is looked for. */
const uses: Readonly<Record<string, readonly string[]>> = {
  "at once": ['note("at once", count());', "await wait(300);"],
  "after a while": ["await wait(20);", 'note("soon", count());', "await wait(300);"],
  "once its stream was seen": ["response.body;", "await wait(300);"],
  "once its stream was locked": ["response.body.getReader();", "await wait(300);"],
  "once it was read": ["await response.text();"],
  "once it was read by its stream": [
    "const reader = response.body.getReader();",
    "while (!(await reader.read()).done);",
    "await wait(20);",
  ],
  "while it is read": [
    "const reading = response.text();",
    "await wait(80);",
    'note("reading", count());',
    "await reading;",
  ],
  "once it was read late": [
    "await wait(300);",
    'note("unread", count());',
    "await response.text();",
  ],
};

/** When a page's resource timing has what its scripts have fetched. */
export function* timedEndSituations(browser: DriverName): Generator<Situation> {
  for (const url of ["{a/}1", "{b/}1"])
    for (const store of ["no-store", "no-cache"])
      for (const [use, lines] of Object.entries(uses))
        for (const delay of [0, 150]) {
          // NB: What is over at once is told there before its script goes on, or behind it, by chance.
          if (browser === "webkit" && delay === 0 && /^(?:at once|after)/.test(use)) continue;
          const pause = delay === 0 ? {} : { pause: { after: 2, delay } };
          yield scripted(
            `${url} ${store}, ${delay} ms on its way, ${use}`,
            [
              `const url = "${url}";`,
              count,
              "const response = await fetch(url);",
              ...lines,
              'note("at last", count());',
            ],
            { "1": [reply(store, pause)] },
          );
        }
  yield* ofXhr();
  yield* inOrder();
}

function* ofXhr(): Generator<Situation> {
  for (const url of ["{a/}1", "{b/}1"])
    yield scripted(
      `XMLHttpRequest of ${url}`,
      [
        `const url = "${url}";`,
        count,
        "const xhr = new XMLHttpRequest();",
        'xhr.onreadystatechange = () => note("state", xhr.readyState, count());',
        'xhr.onload = () => note("load", count());',
        "const end = new Promise((resolve) => { xhr.onloadend = resolve; });",
        'xhr.open("GET", url);',
        "xhr.send();",
        "await end;",
      ],
      { "1": [reply("no-store", { pause: { after: 2, delay: 150 } })] },
    );
}

/** Two at once, of which one is over first. */
function* inOrder(): Generator<Situation> {
  for (const late of ["1", "2"])
    yield scripted(
      `of {a/}1 and {a/}2 that of {a/}${late} is over late`,
      [
        `const urls = ["{a/}1", "{a/}2"];`,
        "const load = async (url) => { await (await fetch(url)).text(); };",
        "await Promise.all(urls.map(load));",
        'const names = performance.getEntriesByType("resource").map(({ name }) => name);',
        'note("in order", names.map((name) => urls.indexOf(name) + 1).filter((place) => place > 0));',
      ],
      { "": [reply("no-store")], [late]: [reply("no-store", { delay: 200 })] },
    );
}
