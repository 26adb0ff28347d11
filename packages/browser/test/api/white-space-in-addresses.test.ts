import { Browser, handlerTransport } from "@crosswalk/browser";
import { expect, test } from "vitest";

const open = (urls: string[]) => {
  const transport = handlerTransport(({ url }) => {
    urls.push(url);
    return new Response("");
  });
  return new Browser({ transport }).open("https://app.example/");
};

test("white space around an address is no part of it", async () => {
  const urls: string[] = [];
  await open(urls).load("script", "\t\n\f\r /x y\r\f\n\t ");
  expect(urls).toEqual(["https://app.example/x%20y"]);
});

test("much white space within an address is passed over once", async () => {
  const start = performance.now();
  await open([]).load("script", `/x${"\n".repeat(100_000)}y`);
  expect(performance.now() - start).toBeLessThan(2000);
});
