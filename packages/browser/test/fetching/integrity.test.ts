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
      const upper = ask("SHA256-AAAA");
      if (engine === "webkit") await expect(upper).rejects.toThrow(TypeError);
      else expect(await upper).toBe("data");
    });

    test.each([OF_DATA, "md5-x"])("an opaque response is refused with %s", async (integrity) => {
      const asked = open(engine).fetch("https://api.example/", { mode: "no-cors", integrity });
      await expect(asked).rejects.toThrow(TypeError);
    });
  },
);

// echo -n | openssl dgst -sha256 -binary | base64
const OF_NOTHING = "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";

/** What each browser did: conformance/lab/generate/supplement-integrity.ts. The standard's is step 22.2 of main fetch. */
describe.each<[EngineName, Record<string, readonly string[]>]>([
  ["standard", { opaque: [], script: [], HEAD: [], "204": [], manual: [] }],
  [
    "chromium",
    {
      opaque: [],
      script: ["garbage", " "],
      HEAD: ["garbage", " ", OF_NOTHING],
      "204": ["garbage", " ", OF_NOTHING],
      manual: [],
    },
  ],
  [
    "firefox",
    {
      opaque: [],
      script: [" "],
      HEAD: ["garbage", " ", OF_NOTHING],
      "204": ["garbage", " ", OF_NOTHING],
      manual: ["garbage", " ", OF_DATA],
    },
  ],
  [
    "webkit",
    {
      opaque: [" "],
      script: [" "],
      HEAD: ["garbage", " ", OF_NOTHING],
      "204": ["garbage", " ", OF_NOTHING],
      manual: ["garbage", " ", OF_NOTHING],
    },
  ],
])("%s, of what has no body that may be compared", (engine, passing) => {
  const headers = { "Access-Control-Allow-Origin": "*" };
  const page = new Browser({
    engine,
    transport: handlerTransport(({ url }) => {
      const name = new URL(url).pathname.slice(1);
      if (name === "204") return new Response(null, { status: 204, headers });
      const moved = { status: 302, headers: { ...headers, Location: "/" } };
      if (name === "manual") return new Response("data", moved);
      return new Response("data", { headers: { ...headers, "Content-Type": "text/javascript" } });
    }),
  }).open("https://app.example");
  const ask = async (what: string, integrity: string): Promise<boolean> => {
    const url = `https://api.example/${what}`;
    if (what === "script") return (await page.load("script", url, { integrity })).result === "load";
    const init = { method: what === "HEAD" ? what : "GET", integrity };
    const more =
      what === "opaque" ? { mode: "no-cors" } : what === "manual" ? { redirect: "manual" } : {};
    return page.fetch(url, { ...init, ...(more as RequestInit) }).then(
      () => true,
      () => false,
    );
  };

  test.each(Object.keys(passing))("%s passes with the metadata that was recorded", async (what) => {
    const passed: string[] = [];
    for (const integrity of ["garbage", " ", "sha256-AAAA", OF_DATA, OF_NOTHING])
      if (await ask(what, integrity)) passed.push(integrity);
    expect(passed).toEqual(passing[what]);
  });
});

// As each browser was seen to take them: what it has understood it compares, and refuses what does not match.
describe.each<[EngineName, boolean]>([
  ["standard", false],
  ["chromium", true],
  ["firefox", false],
  ["webkit", false],
])("%s, of metadata that is written otherwise", (engine, understands) => {
  const isRead = (integrity: string): Promise<boolean> =>
    open(engine)
      .fetch("https://api.example/", { integrity })
      .then(
        () => true,
        () => false,
      );

  test.each([
    ["a dash in the algorithm's name", "sha-256-AAAA"],
    ["padding in the middle of a digest", "sha256-AA=A"],
    ["a vertical tab between two", "md5-x\vsha256-AAAA"],
  ])(`${understands ? "understands" : "passes over"} %s`, async (_, integrity) => {
    expect(await isRead(integrity)).toBe(!understands);
  });

  test("reads what matches by an algorithm with a dash", async () => {
    expect(await isRead(OF_DATA.replace("sha", "sha-"))).toBe(true);
  });
});
