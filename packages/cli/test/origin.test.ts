import { describe, expect, it, test } from "vitest";
import { runCommand } from "./terminal-kit.ts";

describe("crosswalk origin", () => {
  it("exits 0 where the origins are the same, and says so", async () => {
    const { code, out, error } = await runCommand([
      "origin",
      "https://a.example/x",
      "https://a.example:443",
    ]);
    expect([code, error]).toEqual([0, ""]);
    expect(out).toContain("✔ same origin   ✔ same site");
    expect(out).toContain("https://a.example:443 is sent as https://a.example");
  });

  it("exits 1 where they aren't, and tells it part by part", async () => {
    const { code, out } = await runCommand([
      "origin",
      "http://localhost:3000",
      "http://127.0.0.1:8080",
    ]);
    expect(code).toBe(1);
    expect(out).toContain("✘ not the same origin   ✘ not the same site");
    expect(out).toMatch(/host +localhost +≠ +127\.0\.0\.1/);
    expect(out).toMatch(/port +3000 +≠ +8080/);
    expect(out).toContain("this machine under two names");
  });

  it("writes JSON", async () => {
    const { out } = await runCommand([
      "origin",
      "https://a.example",
      "https://b.example",
      "--json",
    ]);
    expect(JSON.parse(out)).toMatchObject({ isSameOrigin: false, isSameSite: false });
  });

  it.each([
    [["origin"], "0 URLs were given; write two"],
    [["origin", "https://a.example"], "1 URLs were given; write two"],
    [["origin", "a.example", "https://b.example"], 'write "https://a.example"'],
    [["origin", "--jsn", "https://a.example", "https://b.example"], "--jsn"],
  ])("%j exits 2 and says what to write", async (words, message) => {
    const { code, out, error } = await runCommand(words);
    expect([code, out]).toEqual([2, ""]);
    expect(error).toContain(message);
  });

  it("lets no control character of a URL through to the terminal", async () => {
    const { out } = await runCommand([
      "origin",
      "https://a.example/\u001B[2J",
      "https://a.example",
    ]);
    expect(out).not.toContain("\u001B");
  });

  it("is coloured for a terminal that has colours only", async () => {
    const words = ["origin", "https://a.example", "https://b.example"];
    expect((await runCommand(words)).out).not.toContain("\u001B[");
    expect((await runCommand(words, { hasColour: true })).out).toContain("\u001B[31m");
  });
});

test("without a command, it says which there are", async () => {
  const { code, out } = await runCommand([]);
  expect(code).toBe(2);
  expect(out).toMatch(/explain .*\n +origin /);
  expect((await runCommand(["--help"])).code).toBe(0);
  expect((await runCommand(["origin", "--help"])).out).toContain("crosswalk origin <URL> <URL>");
});
