import { Browser, type EngineName, handlerTransport } from "@crosswalk/browser";
import { expect, it } from "vitest";
import { standardMisuse } from "../../src/messages/misuse/standard.ts";

const engines: readonly EngineName[] = ["standard", "chromium", "firefox", "webkit"];

const open = (engine: EngineName, answer: () => Response = () => new Response("orders")) => {
  let count = 0;
  const transport = handlerTransport(() => {
    count++;
    return answer();
  });
  const page = new Browser({ engine, transport }).open("https://app.example/");
  return { page, count: () => count };
};

it.each(engines)("fetch() asks for nothing, and nor does new Request() (%s)", async (engine) => {
  const { page, count } = open(engine);
  const bare = page.fetch as () => Promise<Response>;
  await expect(bare()).rejects.toThrow(TypeError);
  const Request = page.Request as unknown as new () => Request;
  expect(() => new Request()).toThrow(TypeError);
  expect(count()).toBe(0);
});

it("says so in the browser's words", async () => {
  const bare = open("chromium").page.fetch as () => Promise<Response>;
  await expect(bare()).rejects.toThrow(
    "Failed to execute 'fetch' on 'Window': 1 argument required, but only 0 present.",
  );
});

// As the browsers say, and whatever the state; `open` of nothing would be a request of "/undefined".
const required = { open: 2, setRequestHeader: 2, getResponseHeader: 1, overrideMimeType: 1 };

it.each<[EngineName, (method: string, required: number, given: number) => string]>([
  [
    "chromium",
    (method, least, given) =>
      `Failed to execute '${method}' on 'XMLHttpRequest': ${least} argument${least === 1 ? "" : "s"} required, but only ${given} present.`,
  ],
  [
    "firefox",
    (method, least, given) =>
      method === "open"
        ? `XMLHttpRequest.open: ${given} is not a valid argument count for any overload.`
        : `XMLHttpRequest.${method}: At least ${least} argument${least === 1 ? "" : "s"} required, but only ${given} passed`,
  ],
  ["webkit", () => "Not enough arguments"],
  ["standard", standardMisuse.tooFewArguments],
])("an XMLHttpRequest's methods are called with too little in %s", (engine, words) => {
  const { page, count } = open(engine);
  const xhr = new page.XMLHttpRequest();
  for (const [method, least] of Object.entries(required))
    for (let given = 0; given < least; given++) {
      const call = (): unknown =>
        (xhr[method as keyof typeof required] as (...given: readonly unknown[]) => unknown).call(
          xhr,
          ...["GET"].slice(0, given),
        );
      expect(call).toThrow(TypeError);
      expect(call).toThrow(words(method, least, given));
    }
  expect([xhr.readyState, count()]).toEqual([0, 0]);
  xhr.open(undefined as unknown as string, "/");
  expect(xhr.readyState).toBe(1);
});

it.each([
  ["chromium", "ok"],
  ["firefox", "ok"],
  ["webkit", "Window can only be null."],
] as const)("a request of another window is one in %s: %s", async (engine, expected) => {
  const { page } = open(engine);
  const outcome = page.fetch("/orders", { window: 1 });
  expect(await outcome.then(() => "ok").catch((error: Error) => error.message)).toBe(expected);
});

it.each(engines)("what has failed to be a form is read all the same (%s)", async (engine) => {
  const headers = { "Content-Type": "text/plain" };
  const { page } = open(engine, () => new Response("orders", { headers }));
  const response = await page.fetch("/orders");
  await expect(response.formData()).rejects.toThrow(TypeError);
  expect(response.bodyUsed).toBe(true);
  await expect(response.text()).rejects.toThrow(TypeError);
  expect(() => response.clone()).toThrow(TypeError);
});

it.each([
  ["chromium", 2, true],
  ["firefox", 3, true],
  ["webkit", 3, false],
] as const)(
  "an XMLHttpRequest of nothing, for UTF-16 with a byte too many, in %s",
  async (engine, length, isKnown) => {
    const { page } = open(engine, () => new Response("hello"));
    const xhr = new page.XMLHttpRequest();
    const told: boolean[] = [];
    xhr.upload.addEventListener("loadstart", (event) =>
      told.push((event as ProgressEvent).lengthComputable),
    );
    xhr.open("POST", "/orders");
    xhr.overrideMimeType("text/plain;charset=utf-16le");
    await new Promise((resolve) => {
      xhr.addEventListener("loadend", resolve);
      xhr.send("");
    });
    expect([xhr.responseText.length, ...told]).toEqual([length, isKnown]);
  },
);
