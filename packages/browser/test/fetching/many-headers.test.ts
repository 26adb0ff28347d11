import { Browser, type EngineName, type Transport } from "@crosswalk/browser";
import { describe, expect, it } from "vitest";

// Each against each, these would be some hundred million looks, and ten thousand times a sort.
const COUNT = 20_000;
const names = Array.from({ length: COUNT }, (_, index) => `x-${index}`).sort();

function open(engine: EngineName, lines: readonly (readonly [string, string])[]) {
  const headers = [["Access-Control-Allow-Origin", "*"] as const, ...lines];
  const transport: Transport = {
    send: () => Promise.resolve({ status: 200, statusText: "", headers, body: null }),
  };
  return new Browser({ engine, transport }).open("https://app.example/");
}

describe.each<EngineName>(["standard", "chromium", "firefox", "webkit"])(
  "in %s, of a response with twenty thousand headers",
  (engine) => {
    const lines = names.map((name) => [name, "1"] as const);

    it("those that are named are shown, in time that grows with their number alone", async () => {
      const page = open(engine, [...lines, ["Access-Control-Expose-Headers", names.join(",")]]);
      const { headers } = await page.fetch("https://api.example/");
      expect([...headers.keys()]).toEqual(names);
    });

    it("none is shown by as many lines that name another", async () => {
      const exposing = names.map((name) => ["Access-Control-Expose-Headers", `y${name}`] as const);
      const { headers } = await open(engine, [...lines, ...exposing]).fetch("https://api.example/");
      expect([...headers.keys()]).toEqual([]);
    });
  },
);

it.each<EngineName>(["standard", "chromium", "firefox", "webkit"])(
  "in %s, a thousand of a request's headers are each set anew, in another casing",
  (engine) => {
    const some = names.slice(0, 1000);
    const page = open(engine, []);
    const { headers } = new page.Request("/", { headers: some.map((name) => [name, "1"]) });
    for (const name of some) headers.set(name.toUpperCase(), "2");
    expect([...headers]).toEqual(some.map((name) => [name, "2"]));
  },
);

it("a script that changes its headers while it goes through them sees what it changed", () => {
  const page = open("standard", []);
  const { headers } = new page.Request("https://app.example/", { headers: { a: "1", c: "3" } });
  const seen: string[] = [];
  for (const pair of headers) {
    seen.push(pair.join(""));
    pair[1] = "changed";
    if (pair[0] === "a") headers.append("b", "2");
    if (pair[0] === "b") headers.delete("c");
    if (pair[0] === "b") headers.set("d", "4");
  }
  expect(seen).toEqual(["a1", "b2", "d4"]);
  expect(headers.get("a")).toBe("1");
});
