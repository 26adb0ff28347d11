import { describe, expect, it } from "vitest";
import type { Policy } from "@crosswalk/cors";
import { explain, readPaste, toldScenario } from "../../src/index.ts";

async function policyFor(text: string): Promise<Policy | null | undefined> {
  const [draft] = readPaste(text);
  const { fixes } = await explain(await toldScenario(draft!.told!, draft!));
  return fixes[0]?.policy;
}

const PREFIX =
  "Access to fetch at 'https://api.example/orders' from origin 'https://app.example' has been blocked by CORS policy:";

describe("a change for what a console tells of", () => {
  it.each([
    [
      "Request header field x-a is not allowed by Access-Control-Allow-Headers in preflight response.",
    ],
    ["Method PUT is not allowed by Access-Control-Allow-Methods in preflight response."],
    ["No 'Access-Control-Allow-Origin' header is present on the requested resource."],
    [
      "The 'Access-Control-Allow-Origin' header has a value 'https://other.example' that is not equal to the supplied origin.",
    ],
    [
      "Response to preflight request doesn't pass access control check: It does not have HTTP ok status.",
    ],
  ])("allows no credentials where nobody sends any: %s", async (reason) => {
    const policy = await policyFor(`${PREFIX} ${reason}`);
    expect(policy?.allowOrigins).toEqual(["https://app.example"]);
    expect(policy).not.toHaveProperty("allowCredentials");
  });

  it("allows them where they are what it is about", async () => {
    const policy = await policyFor(
      `${PREFIX} The value of the 'Access-Control-Allow-Origin' header in the response must not be the wildcard '*' when the request's credentials mode is 'include'.`,
    );
    expect(policy).toMatchObject({ allowCredentials: true });
  });
});
