import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { draftFromCurl } from "@crosswalk/explain";
import { runCommand } from "./terminal-kit.ts";

const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");

/*
 The commands of the README, held to it:

   crosswalk explain https://api.example/orders --page https://app.example -X PUT --credentials include
   crosswalk explain "curl 'https://api.example/orders' -H 'Origin: https://app.example'" headers.txt
   crosswalk explain session.har --markdown
   crosswalk origin http://localhost:3000 http://127.0.0.1:3000
*/

test("every option of the README's commands is one that explain knows", async () => {
  const { out } = await runCommand(["explain", "--help"]);
  for (const [option] of readme.matchAll(/--[a-z-]+/g))
    expect([option, out]).toEqual([option, expect.stringContaining(option)]);
});

test("the README's curl command is read", () => {
  const command = /"(curl [^"]*)"/.exec(readme)![1]!;
  expect(draftFromCurl(command).request?.url).toBe("https://api.example/orders");
});

test("the README's origins are compared", async () => {
  const words = /^crosswalk (origin .*)$/m.exec(readme)![1]!.split(" ");
  expect((await runCommand(words)).code).toBe(1);
});
