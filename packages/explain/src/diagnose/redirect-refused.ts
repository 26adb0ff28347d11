import type { Cause } from "./cause.ts";
import { responseLines, statusLine } from "./evidence.ts";

const words: ReadonlyMap<string, readonly [title: string, why: string, change: string]> = new Map([
  [
    "RedirectLimit",
    [
      "This is not CORS: the redirects never end.",
      "Each answer sends the browser on to the next URL, more often than it follows. Mostly two rules send it back and forth, one to https or to `/`, the other away from it.",
      "Follow the `Location` headers by hand until one comes up twice; there the two rules are.",
    ],
  ],
  [
    "RedirectDisallowed",
    [
      "The request itself forbids redirects, and the server sends one.",
      'With `redirect: "error"`, or without CORS and without following, a redirect is a failure.',
      "Ask for the URL that the `Location` header names, or let redirects be followed.",
    ],
  ],
  [
    "RedirectScheme",
    [
      "This is not CORS: the redirect leads away from http.",
      "A request can be redirected to `http:` and `https:` URLs only.",
      "Correct the `Location` header.",
    ],
  ],
  [
    "InvalidLocation",
    [
      "This is not CORS: the redirect's Location is no URL.",
      "The status says that there is more elsewhere, and the `Location` header can't be read as a URL.",
      "Correct the `Location` header.",
    ],
  ],
  [
    "BodyReplayImpossible",
    [
      "This is not CORS: a stream can't be sent twice.",
      "The server redirects a request whose body is a stream, and what was read of it is gone.",
      "Ask for the final URL, or send the body as a string or a `Blob`.",
    ],
  ],
]);

/** Redirects that are not followed, whatever CORS says. */
export const redirectRefused: Cause = {
  id: "redirect-refused",
  role: "cause",
  situations: [],
  cors: false,
  find(facts) {
    // Chromium refuses some of them on account of CORS.
    const isLedAway = facts.code === "CorsDisabledScheme" && facts.message !== null;
    const found = words.get(isLedAway ? "RedirectScheme" : (facts.code ?? ""));
    if (found === undefined) return null;
    const [title, why, change] = found;
    const evidence = [...statusLine(facts), ...responseLines(facts, "Location")];
    return { title, why, change, where: "server", evidence };
  },
};
