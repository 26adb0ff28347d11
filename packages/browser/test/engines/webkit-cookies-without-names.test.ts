import { Browser, handlerTransport } from "@crosswalk/browser";
import { expect, test } from "vitest";

// What WebKitGTK 2.50.6 sent, from below the path that the cookies were set on and from beside it.

async function sentAfter(...lines: readonly string[]): Promise<(string | null)[]> {
  let given = lines;
  let sent: string | null = null;
  const transport = handlerTransport((request) => {
    sent = request.headers.get("cookie");
    const headers = new Headers();
    for (const line of given) headers.append("Set-Cookie", line);
    return new Response(null, { headers });
  });
  const page = new Browser({ engine: "webkit", transport }).open("https://app.example/");
  await page.fetch("/p/sub/x");
  given = [];
  const ask = async (path: string): Promise<string | null> => {
    await page.fetch(path);
    return sent;
  };
  return [await ask("/p/sub/y"), await ask("/p/y")];
}

test.each([
  [["=a=b; Path=/p", "a=1; Path=/p"], "a=b; a=1"],
  [["a=1; Path=/p", " = a=b=c ; Path=/p"], "a=1; a=b=c"],
  [["=x; Path=/p", "=__Host-h=1; Path=/p"], "__Host-h=1"],
  [["=x=1; Path=/p", "2; Path=/p"], "2"],
])("a cookie has no name where its line begins with a sign: %j", async (lines, sent) => {
  expect(await sentAfter(...lines)).toEqual([sent, sent]);
});

test.each([
  ["a=1; Path=/p; Path", ["a=1", "a=1"]],
  ["a=1; Path=/p;  path ; HttpOnly", ["a=1", "a=1"]],
  ["a=1; Path=/p; Path=", ["a=1", null]],
  ["a=1; Path=/p; Path=x", ["a=1", null]],
])("an attribute that has not even a sign says nothing of %j", async (line, sent) => {
  expect(await sentAfter(line)).toEqual(sent);
});
