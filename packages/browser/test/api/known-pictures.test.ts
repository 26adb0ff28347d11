import { ManualClock } from "@crosswalk/browser";
import { expect, test } from "vitest";
import { knowPicture, priorityNameOf } from "../../src/api/elements/known-pictures.ts";
import type { LoadContext } from "../../src/api/elements/load.ts";
import { firefox } from "../../src/engines/firefox.ts";
import { BoundedMap } from "../../src/infrastructure/bounded-map.ts";

const settings = { mode: "no-cors", credentialsMode: "include" } as const;

const LONG = "1".repeat(100_000);

test.each([
  ["https://b.example/1.png", 1, "image again"],
  ["http://b.example/1.png", 1, "image again"],
  // Whole pictures would stay in memory as long as their names do.
  ["data:image/png;base64,iVBORw0KGgo=", 0, "image"],
  ["blob:https://b.example/5", 0, "image"],
  ["https://b.example/{long}.png", 0, "image"],
])("of an address as %s, %i is kept, and it is asked for as %s", (address, kept, name) => {
  const knownPictures = new BoundedMap<number>(10);
  const agent = { knownPictures, clock: new ManualClock() };
  const client = { networkPartitionKey: "a" };
  const context = { agent, client } as unknown as LoadContext;
  const url = new URL(address.replace("{long}", LONG));
  knowPicture(context, firefox.elements, url, settings);
  expect(knownPictures.size).toBe(kept);
  expect(priorityNameOf(context, firefox.elements, "image", url, settings)).toBe(name);
});
