import type { Reply, ScriptRequest } from "../case.ts";
import { situation, type Situation } from "./situation.ts";
import { entriesOf, lines } from "./timing-entries.ts";

/**
 * What Firefox finds out of what a page may not see: its timing tells nothing of what looks like no picture, no sound and no
 * script, and what is looked into is waited for.
 */
export function* firefoxOpaqueSituations(): Generator<Situation> {
  yield* typeSituations();
  yield* partSituations();
  yield* statusSituations();
  yield* assetSituations();
  yield* elementSituations();
  yield* brokenSituations();
  yield* redirectedSituations();
}

const url = "{b/}1";
const opaque: ScriptRequest = { api: "fetch", url, mode: "no-cors" };

const timed = (title: string, request: ScriptRequest, reply: Reply): Situation =>
  situation(title, [request, entriesOf(request.url)], { replies: { "1": [reply] } });

interface AnswerOptions extends Omit<Partial<Reply>, "headers"> {
  readonly type?: string;
  readonly more?: readonly string[];
}

const answer = ({ type = "", more = [], ...reply }: AnswerOptions): Reply => ({
  status: 200,
  ...reply,
  headers: [...lines("*"), ...(type === "" ? [] : [`Content-Type: ${type}`]), ...more],
});

const nosniff = "X-Content-Type-Options: nosniff";

function* typeSituations(): Generator<Situation> {
  for (const type of [
    "",
    "application/dash+xml",
    "application/javascript",
    "application/json",
    "application/octet-stream",
    "application/ogg",
    "application/pdf",
    "application/vnd.apple.mpegurl",
    "application/x-mpegurl",
    "audio/mpegurl",
    "audio/wav",
    "audio/x-mpegurl",
    "font/ttf",
    "image/png",
    "image/svg+xml",
    "multipart/byteranges",
    "text/css",
    "text/csv",
    "text/ecmascript",
    "text/event-stream",
    "text/html",
    "text/plain",
    "text/plain;charset=x",
    "text/vtt",
    "text/xml",
    "video/webm",
  ])
    for (const [words, more] of [
      ["", []],
      [", nosniff", [nosniff]],
    ] as const)
      for (const body of ["ok", "a b c"])
        yield timed(`${type}${words}: ${body}`, opaque, answer({ type, more, body }));
  for (const body of ["", "{}", "[1]", "1", '"a"', "<html>", "var a = 1;", "x".repeat(3000)])
    yield timed(`text/plain: ${body.slice(0, 20)}`, opaque, answer({ type: "text/plain", body }));
}

/** Parts that nobody has asked for. */
function* partSituations(): Generator<Situation> {
  for (const range of [
    null,
    "bytes 0-1/2",
    "bytes 0-0/*",
    "bytes 3-4/8",
    "bytes */2",
    "bytes=0-1/2",
    "BYTES 0-1/2",
    "bytes 00-1/2",
    "bytes  0-1/2",
    "bytes 0-",
    "x",
    "",
  ])
    for (const type of ["text/plain", "text/html", "text/css", "text/vtt", "image/png"]) {
      const more = range === null ? [] : [`Content-Range: ${range}`];
      yield timed(
        `a part of ${type}: ${range ?? "which nothing says"}`,
        opaque,
        answer({ status: 206, type, more, body: "ok" }),
      );
    }
}

function* statusSituations(): Generator<Situation> {
  for (const status of [201, 203, 204, 205, 300, 304, 400, 404, 500])
    for (const type of ["", "text/plain", "text/css"]) {
      const body = [204, 205, 304].includes(status) ? "" : "ok";
      yield timed(`${status}, ${type}`, opaque, answer({ status, type, body }));
    }
  for (const method of ["HEAD", "POST"])
    for (const status of [200, 206, 404])
      for (const type of ["text/plain", "application/pdf", "text/css"])
        yield timed(
          `${method}: ${status}, ${type}`,
          { ...opaque, method },
          answer({ status, type, body: "a b" }),
        );
}

function* assetSituations(): Generator<Situation> {
  for (const asset of ["png", "font", "json", "html", "script", "wav"])
    for (const type of ["text/plain", "text/html", "application/json", "image/png"])
      yield timed(`${asset} as ${type}`, opaque, answer({ asset, type }));
}

function* elementSituations(): Generator<Situation> {
  for (const [api, asset, type] of [
    ["image", "png", "image/png"],
    ["image", "png", "text/plain"],
    ["image", "json", "text/plain"],
    ["image", "json", "video/mp4"],
    ["script", "script", "text/javascript"],
    ["script", "script", "text/plain"],
    ["stylesheet", "stylesheet", "text/css"],
    ["audio", "wav", "audio/wav"],
    ["audio", "wav", "text/plain"],
    ["audio", "wav", "text/vtt"],
    ["audio", "json", "audio/wav"],
  ] as const)
    for (const status of [200, 206, 404])
      for (const more of [[], [nosniff], ["Content-Range: bytes 0-9/10"]])
        yield timed(
          `${api} of ${asset} as ${type}: ${status} ${more.join("")}`,
          { api, url },
          answer({ status, asset, type, more }),
        );
}

/** Bodies that break off or can't be decoded, and bodies that take their time. */
function* brokenSituations(): Generator<Situation> {
  for (const type of ["text/plain", "text/css", "application/pdf", "image/png", ""]) {
    for (const [has, says] of [
      [2, 10],
      [100, 200],
      [1500, 3000],
      [100_000, 200_000],
    ] as const)
      yield timed(
        `${type}: ${has} bytes of ${says}`,
        opaque,
        answer({
          type,
          body: "a".repeat(has),
          more: [`Content-Length: ${says}`],
          hangUp: true,
        }),
      );
    yield timed(
      `${type}: no gzip`,
      opaque,
      answer({ type, body: "ok", more: ["Content-Encoding: gzip"] }),
    );
  }
  // Of types that are blocked unseen, and of what has none, it is a matter of chance.
  for (const type of ["text/plain", "text/css", "image/png"])
    for (const [length, after] of [
      [100, 50],
      [3000, 2000],
    ] as const)
      yield situation(
        `${type}: a pause after ${after} of ${length} bytes`,
        {
          script: [
            "const start = Date.now();",
            `await fetch("${url}", { mode: "no-cors" });`,
            `note(Date.now() - start > 500 ? "waited" : "at once");`,
          ].join("\n"),
        },
        {
          replies: {
            "1": [answer({ type, body: "a".repeat(length), pause: { after, delay: 1000 } })],
          },
        },
      );
}

function* redirectedSituations(): Generator<Situation> {
  for (const target of ["{a/}2", "{c/}2"])
    for (const type of ["text/plain", "application/pdf", "text/css"])
      yield situation(`${type}, led to ${target}`, [opaque, entriesOf(url)], {
        replies: {
          "1": [{ status: 302, headers: [...lines("*"), `Location: ${target}`] }],
          "2": [answer({ type, body: "a b" })],
        },
      });
}
