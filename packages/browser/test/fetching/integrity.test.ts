import { Browser, type EngineName, handlerTransport } from "@crosswalk/browser";
import { describe, expect, test } from "vitest";

const open = (engine: EngineName) => {
  const transport = handlerTransport(
    () => new Response("data", { headers: { "Access-Control-Allow-Origin": "*" } }),
  );
  return new Browser({ engine, transport }).open("https://app.example");
};

// echo -n data | openssl dgst -sha256 -binary | base64
const OF_DATA = "sha256-Om6weQ85rIfJTzhWst0sXREOaBFgImGpqSPTuyOtyLc=";

describe.each<EngineName>(["standard", "chromium", "firefox", "webkit"])(
  "%s, of a fetch",
  (engine) => {
    test("what matches is read, what does not is refused, and what is no metadata asks for nothing", async () => {
      const page = open(engine);
      const ask = async (integrity: string) =>
        (await page.fetch("https://api.example/", { integrity })).text();
      expect(await ask(OF_DATA)).toBe("data");
      expect(await ask("md5-x")).toBe("data");
      await expect(ask("sha256-AAAA")).rejects.toThrow(TypeError);
    });

    test.each([OF_DATA, "md5-x"])("an opaque response is refused with %s", async (integrity) => {
      const asked = open(engine).fetch("https://api.example/", { mode: "no-cors", integrity });
      await expect(asked).rejects.toThrow(TypeError);
    });
  },
);
