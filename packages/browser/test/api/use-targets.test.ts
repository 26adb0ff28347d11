import { Browser, type EngineName, handlerTransport } from "@crosswalk/browser";
import { expect, it } from "vitest";

/** Whether a `<use>` of that address finds an element with that id, as far as can be told. */
async function finds(engine: EngineName, id: string, fragment: string): Promise<boolean> {
  const drawing = `<svg xmlns="http://www.w3.org/2000/svg"><symbol id="${id}"/></svg>`;
  const headers = { "Content-Type": "image/svg+xml" };
  const transport = handlerTransport(() => new Response(drawing, { headers }));
  const page = new Browser({ engine, transport }).open("https://app.example/");
  return (await page.load("svg-use", `/drawing#${fragment}`)).access === "readable";
}

// Seen in Chromium 156, Firefox ESR 153.7 (in a document of UTF-8) and WebKitGTK 2.50.6.
it.each([
  ["chicken", "chicken", "standard chromium firefox webkit"],
  ["chicken", "goose", ""],
  ["\u00e4", "\u00e4", "standard chromium firefox webkit"],
  ["\u00e4", "%C3%A4", "standard chromium firefox"],
  ["%C3%A4", "%25C3%25A4", "standard chromium firefox"],
  ["%C3%A4", "%C3%A4", "standard webkit"],
  ["a b", "a%20b", "standard chromium firefox"],
  ["a b", "a b", "standard chromium firefox webkit"],
  ["a", "%61", "standard chromium firefox"],
  ["%E4", "%E4", "standard webkit"],
])("an element with the id %j is named by #%s in %s", async (id, fragment, engines) => {
  const finding: string[] = [];
  for (const engine of ["standard", "chromium", "firefox", "webkit"] as const)
    if (await finds(engine, id, fragment)) finding.push(engine);
  expect(finding.join(" ")).toBe(engines);
});
