import { describe, expect, it } from "vitest";
import { explain, type Finding, type Scenario } from "../../src/index.ts";

const found = async (page: string, allowed: string): Promise<Finding> => {
  const scenario: Scenario = {
    page: { url: page },
    request: { api: "fetch", url: "http://127.0.0.1:9000/orders" },
    answers: [
      { when: {}, answer: { status: 200, headers: [["Access-Control-Allow-Origin", allowed]] } },
    ],
  };
  return (await explain(scenario)).findings[0]!;
};

describe("where the server allows another origin of the same machine,", () => {
  it("both names are named", async () => {
    expect((await found("http://localhost:3000/", "http://app.localhost:3000")).title).toBe(
      "localhost and app.localhost are different origins.",
    );
    expect((await found("http://127.0.0.1:3000/", "http://localhost:3000")).title).toBe(
      "localhost and 127.0.0.1 are different origins.",
    );
  });

  it("the port is named if nothing else differs", async () => {
    const { title, change } = await found("http://localhost:3000/", "http://localhost:3001");
    expect(title).toBe("Another port on localhost is another origin.");
    expect(change).toContain("`http://localhost:*`");
    const other = await found("http://app.localhost:3000/", "http://app.localhost:3001");
    expect(other.title).toBe("Another port on app.localhost is another origin.");
    expect(other.change).not.toContain("`http://localhost:*`");
  });

  it("and is not the port if the scheme differs, too", async () => {
    const { cause } = await found("http://localhost:3000/", "https://localhost:3001");
    expect(cause).toBe("allow-origin-mismatch");
  });
});
