import { expect, it } from "vitest";
import { API, APP } from "../recording-server.ts";
import { GRANTS, granting, open } from "./firefox-kit.ts";

// What Firefox ESR 153.7 was seen to keep of redirects that came to nothing.

const gets = (server: ReturnType<typeof open>["server"]): string[] =>
  server.sent.map(([line]) => line.slice(4));

it.each([
  ["error", 301, []],
  ["manual", 308, []],
  ["manual", 302, [API]],
  ["follow", 301, [API]],
] as const)(
  "by %s, a %i that CORS refuses, before one that is followed",
  async (redirect, status, again) => {
    const { server, page } = open(({ url }) =>
      url.pathname === "/orders"
        ? {
            status,
            headers: [
              ["Cache-Control", "max-age=600"],
              ["Location", "/2"],
            ],
          }
        : granting(),
    );
    await page.fetch(API, { redirect }).catch(() => null);
    await page.fetch(API, { mode: "no-cors" });
    expect(gets(server)).toEqual([API, ...again, "https://api.test/2"]);
  },
);

it.each([
  [API, [`${APP}/1`]],
  [`${APP}/2`, []],
])("a redirect to %s, asked for within the own origin alone", async (to, again) => {
  const { server, page } = open(({ url }) =>
    url.pathname === "/1"
      ? {
          status: 301,
          headers: [
            ["Cache-Control", "max-age=600"],
            ["Location", to],
          ],
        }
      : { headers: [...GRANTS, ["Cache-Control", "no-store"]] },
  );
  await page.fetch(`${APP}/1`, { mode: "same-origin" }).catch(() => null);
  server.sent.length = 0;
  await page.fetch(`${APP}/1`);
  expect(gets(server)).toEqual([...again, to]);
});

it.each([
  [303, "max-age=0", [API]],
  [303, "no-cache, max-age=600", [API]],
  [303, "max-age=1", []],
  [302, "max-age=0", []],
])("a %i with %s, before one that takes what is stale", async (status, value, again) => {
  const { server, page } = open(({ url }) =>
    url.pathname === "/orders"
      ? { status, headers: [...GRANTS, ["Cache-Control", value], ["Location", "/2"]] }
      : { headers: [...GRANTS, ["Cache-Control", "no-store"]] },
  );
  await page.fetch(API);
  server.sent.length = 0;
  await page.fetch(API, { cache: "force-cache" });
  expect(gets(server)).toEqual([...again, "https://api.test/2"]);
});
