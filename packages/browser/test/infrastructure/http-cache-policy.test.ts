import { Browser, type EngineName, handlerTransport } from "@crosswalk/browser";
import { expect, it } from "vitest";

/** What each request for one address asked about, where a resource policy refuses those that say so. */
async function askedAbout(
  engine: EngineName,
  answers: readonly ("granted" | "refused" | "refused redirect")[],
): Promise<readonly (string | null)[]> {
  const asked: (string | null)[] = [];
  const browser = new Browser({
    engine,
    transport: handlerTransport((request) => {
      if (new URL(request.url).pathname === "/end") return new Response("end");
      const answer = answers[asked.length]!;
      asked.push(request.headers.get("If-None-Match"));
      const isRedirect = answer === "refused redirect";
      return new Response(isRedirect ? null : "body", {
        status: isRedirect ? 302 : 200,
        headers: {
          "Cache-Control": isRedirect ? "max-age=600" : "no-cache",
          "Cross-Origin-Resource-Policy": answer === "granted" ? "cross-origin" : "same-origin",
          ...(isRedirect ? { Location: "/end" } : { ETag: `"${asked.length}"` }),
        },
      });
    }),
  });
  const page = browser.open("https://app.example/");
  for (let time = 0; time < 3; time++)
    await page.fetch("https://api.example/", { mode: "no-cors" }).catch(() => undefined);
  await browser.close();
  return asked;
}

// Seen in Chromium 156 and Firefox 153.
it.each([
  ["standard", [null, '"1"', '"2"']],
  ["chromium", [null, '"1"', null]],
  ["firefox", [null, '"1"', '"1"']],
] as const)(
  "in %s, what a resource policy refuses is %j to the HTTP cache",
  async (engine, asked) => {
    expect(await askedAbout(engine, ["granted", "refused", "granted"])).toEqual(asked);
  },
);

it("in chromium, a redirect that a resource policy refuses is refused again without being asked for", async () => {
  const answers = ["refused redirect", "granted", "granted"] as const;
  expect(await askedAbout("chromium", answers)).toEqual([null]);
  expect(await askedAbout("firefox", answers)).toEqual([null, null, '"2"']);
});
