import { expect, it } from "vitest";
import { runCommand } from "./terminal-kit.ts";

const secret = "eyJhbGciOi.CHICKEN-42";
const words = [
  "explain",
  `curl 'https://api.example/?access_token=${secret}' -H 'Origin: https://app.example' -H 'Authorization: Basic hen:egg'`,
  "HTTP/1.1 200 OK\r\n\r\n",
];

/** Something that nobody thought of: here, that nothing can be written. */
const breaking = (message: string) => ({
  out: () => {
    throw new RangeError(message);
  },
});

it("says of a fault of our own what happened, whose it is and what to report, and exits 70", async () => {
  const { code, error } = await runCommand(words, breaking("the yard is full\nat the gate"));
  expect(code).toBe(70);
  expect(error).toContain(
    "crosswalk explain: this should not have happened: RangeError: the yard is full\n",
  );
  expect(error).toContain("It is a fault of Crosswalk");
  expect(error).toContain(`node ${process.version}`);
  expect(error).not.toMatch(/^\s+at /m);
});

it("tells where, if it is asked to", async () => {
  const { error } = await runCommand(words, { ...breaking("full"), isDebugging: true });
  expect(error).toMatch(/^\s+at .*fault\.test\.ts:\d+/m);
});

it.each([
  ["a token of the URL", `GET https://api.example/?access_token=${secret} failed`],
  ["a password of the command", "no such user as hen:egg here"],
  ["a password of a URL", "https://cock:CHICKEN-42@api.example/ failed"],
  ["a word that looks like a token", "unexpected CHICKEN-42-of-the-yard-0123"],
  ["a header that no word of the command has", "invalid value in Cookie: CHICKEN-42"],
  ["half a token where the message is cut", `${"x ".repeat(144)}hen:egg hen:egg`],
])("does not repeat %s", async (_, message) => {
  const { error } = await runCommand(words, { ...breaking(message), isDebugging: true });
  expect(error).toContain("redacted");
  expect(error).not.toMatch(/CHICKEN-42|hen:/);
});
