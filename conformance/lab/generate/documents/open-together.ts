import type { PageName, Reply, ScriptRequest, Step } from "../../case.ts";
import { everyone, granted } from "../granted.ts";
import { get, put, reply, type Situation } from "../situation.ts";
import { asked, at, plain, setting, visiting } from "./visiting.ts";

/** Frames and what holds them, which are open at once. */
const pages: readonly PageName[] = [
  "a in a",
  "b in a",
  "c in a",
  "c in b",
  "j in i",
  "sandboxed a in a",
  "a in c in a",
];

const byHolder = (holder: ScriptRequest): Step => ({ holder });

const kept: Readonly<Record<string, readonly Reply[]>> = {
  "": [
    {
      status: 200,
      headers: [...everyone, "Content-Type: image/png", "Cache-Control: max-age=60"],
      asset: "png",
    },
  ],
};

const image: ScriptRequest = { api: "image", url: "{d/}1" };
const needless = put({ url: "{d/}1", credentials: "include" });
const unlisted = get({ url: "{d/}1", credentials: "include", headers: [["x-a", "1"]] });
const plainly = get({ url: "{d/}1" });

interface Sharing {
  readonly steps: readonly Step[];
  readonly replies: Readonly<Record<string, readonly Reply[]>>;
}

/** What one may find that the other has left, in turns. */
const sharings: Readonly<Record<string, Sharing>> = {
  "preflights, the frame first": {
    steps: [needless, byHolder(needless), needless, byHolder(unlisted), unlisted],
    replies: granted,
  },
  "preflights, the holder first, and one refused between": {
    steps: [byHolder(needless), needless, byHolder(unlisted), needless, byHolder(needless)],
    replies: {
      ...granted,
      preflight: [...granted["preflight"]!, ...granted["preflight"]!, reply(204)],
    },
  },
  "responses, the frame first": {
    steps: [plainly, byHolder(plainly), plainly, byHolder(image), image],
    replies: kept,
  },
  "responses, the holder first, and one asked for anew": {
    steps: [
      byHolder(plainly),
      plainly,
      byHolder(get({ url: "{d/}1", cache: "reload" })),
      plainly,
      byHolder(plainly),
    ],
    replies: kept,
  },
  "pictures, the holder first": {
    steps: [byHolder(image), image, byHolder(image)],
    replies: kept,
  },
  "cookies of the holder's host": {
    steps: [byHolder(asked("a")), asked("a", 2), byHolder(asked("a", 3)), asked("a", 3)],
    replies: {
      "1": [setting("l=1; SameSite=Lax", "p=1")],
      "2": [setting("s=2; SameSite=Strict", "p=2")],
      "3": [plain],
    },
  },
  "cookies of another host": {
    steps: [byHolder(asked("e")), asked("e", 2), byHolder(asked("e", 3)), asked("e", 3)],
    replies: {
      "1": [setting("l=1; SameSite=Lax", "p=1", "n=1; Max-Age=0")],
      "2": [setting("p=2", "n=2")],
      "3": [plain],
    },
  },
};

/** A frame and its holder ask for things in turns: what documents share that are open at the same time. */
export function* openTogetherSituations(): Generator<Situation> {
  for (const page of pages)
    for (const [what, { steps, replies }] of Object.entries(sharings))
      yield visiting(`${what}, ${page}`, [at(page, ...steps)], replies);
}
