import type { Browser, Page } from "playwright-core";
import { beforeEach, expect } from "vitest";
import type { WireHalf, WireMessage } from "../src/demo/exchange-log.ts";

/** What the page shows of what its script saw. */
type Seen = { verdict: string; headerNames: string[]; body: string };

/** A page in a browser profile of its own for every test, so that no test has another's cookie. */
export function pageOn(
  browser: () => Browser,
  url: () => string,
): {
  page: () => Page;
  id: (call: string) => string;
  press: (call: string) => Promise<{ script: Seen; wire: WireMessage[]; summary: string }>;
} {
  let page: Page;
  const problems: string[] = [];
  const id = (call: string): string => `[data-call=${call}]`;

  beforeEach(async () => {
    const context = await browser().newContext();
    page = await context.newPage();
    page.on("pageerror", (error) => problems.push(error.message));
    await page.goto(url());
    await page.waitForSelector(".evidence section");
    return async () => {
      await context.close();
      expect(problems.splice(0)).toEqual([]);
    };
  });

  const press = async (
    call: string,
  ): Promise<{ script: Seen; wire: WireMessage[]; summary: string }> => {
    await page.waitForSelector(`${id(call)} .evidence section`);
    await page.evaluate((selector) => {
      const shares: number[] = [];
      Reflect.set(globalThis, "shares", shares);
      const bar = document.querySelector(`${selector} progress`);
      if (bar === null) return;
      new MutationObserver(() => shares.push((bar as HTMLProgressElement).value)).observe(bar, {
        attributes: true,
      });
    }, id(call));
    const log = page.waitForResponse((response) => response.url().includes("/exchanges/"));
    await page.click(`${id(call)} button`);
    const wire = (await (await log).json()) as WireMessage[];
    await page.waitForSelector(`${id(call)}:is([data-state=response], [data-state=error])`);

    const texts = (selector: string): Promise<string[]> =>
      page.locator(`${id(call)} ${selector}`).allTextContents();
    // What the page shows is what its server told it.
    expect(await texts(".wire-result .start")).toEqual(
      wire.flatMap(({ request, response }) => [request.startLine, response?.startLine ?? ""]),
    );
    expect((await texts(".wire-result .line:not(.start, .body)")).toSorted()).toEqual(
      wire
        .flatMap(({ request, response }) => [...request.headers, ...(response?.headers ?? [])])
        .map(([name, value]) => `${name}: ${value}`)
        .toSorted(),
    );
    const names = await texts(".script-result .name");
    return {
      wire,
      summary: (await texts(".summary")).join(),
      script: {
        verdict: (await texts(".verdict")).join(),
        headerNames: names.map((name) => name.slice(0, -1)),
        body: (await texts(".script-result .body")).join(),
      },
    };
  };
  return { page: () => page, id, press };
}

/** The methods of the requests that reached the API. */
export function methods(wire: readonly WireMessage[]): string[] {
  return wire.map((message) => message.method);
}

/** The value of a header; several lines of one name are told apart from a list. */
export function valueOf(half: WireHalf | null | undefined, wanted: string): string | null {
  const values = (half?.headers ?? [])
    .filter(([name]) => name.toLowerCase() === wanted.toLowerCase())
    .map(([, value]) => value);
  return values.length === 0 ? null : values.join(" AND ");
}

/** The `Access-Control-*` headers, each of which must be there once. */
export function corsOf(half: WireHalf | null | undefined): Record<string, string> {
  const lines = (half?.headers ?? []).filter(([name]) => /^access-control-/i.test(name));
  expect(new Set(lines.map(([name]) => name.toLowerCase())).size).toBe(lines.length);
  return Object.fromEntries(lines);
}
