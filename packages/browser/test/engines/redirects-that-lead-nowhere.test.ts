import { Browser, type EngineName } from "@crosswalk/browser";
import { expect, it } from "vitest";
import { type Answer, API, APP, grant, RecordingServer } from "../recording-server.ts";

// Recorded with conformance/lab: `unled-*` and `chromium-rest-*`.

function open(engine: EngineName, answer: Answer, told: string[] = []) {
  const transport = new RecordingServer(() => answer);
  const onConsole = ({ text }: { readonly text: string }) => void told.push(text);
  return new Browser({ engine, transport }).open(APP, { onConsole });
}

const statuses = [301, 302, 303, 307, 308];
const places: readonly (readonly [string, string])[][] = [[], [["Location", ""]]];

it.each(statuses.flatMap((status) => places.map((place) => [status, place] as const)))(
  "Chromium gives whoever takes redirects for errors a %i to %j to read",
  async (status, place) => {
    const page = open("chromium", { status, headers: [grant(), ...place] });
    const response = await page.fetch(API, { redirect: "error" });
    expect([response.type, response.status]).toEqual(["cors", status]);
    expect(await response.text()).toBe("ok");
    const manual = await page.fetch(API, { redirect: "manual" });
    expect([manual.type, manual.status]).toEqual(["opaqueredirect", 0]);
  },
);

it.each(["chromium", "firefox", "webkit"] as const)(
  "%s takes one that leads somewhere for an error",
  async (engine) => {
    const page = open(engine, { status: 302, headers: [grant(), ["Location", "/"]] });
    await expect(page.fetch(API, { redirect: "error" })).rejects.toThrow(TypeError);
  },
);

it.each([
  ["data:text/plain,x", "Failed to load resource: net::ERR_UNSAFE_REDIRECT"],
  ["chrome-untrusted://x/", "Failed to load resource: net::ERR_UNSAFE_REDIRECT"],
  ["chrome-search://x/", "Failed to load resource: net::ERR_FAILED"],
  ["isolated-app://x/", "Failed to load resource: net::ERR_FAILED"],
  ["https://other.example/", "Failed to load resource: net::ERR_FAILED"],
])("Chromium's console tells of an unwanted redirect to %s", async (place, line) => {
  const told: string[] = [];
  const answer = { status: 302, headers: [grant(), ["Location", place]] } satisfies Answer;
  const page = open("chromium", answer, told);
  await page.fetch(API, { redirect: "error" }).catch(() => undefined);
  expect(told).toEqual([line]);
});

it.each(["chrome-error://x/", "chrome-native://x/", "chrome-search://x/", "view-source:http://x/"])(
  "Chromium's page may not be led to %s",
  async (place) => {
    const told: string[] = [];
    const answer = { status: 302, headers: [grant(), ["Location", place]] } satisfies Answer;
    await open("chromium", answer, told)
      .fetch(API)
      .catch(() => undefined);
    expect(told).toEqual([`Not allowed to load local resource: ${place}`]);
  },
);
