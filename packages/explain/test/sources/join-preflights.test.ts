import { describe, expect, it } from "vitest";
import { draftFromFetch, type ScenarioDraft } from "../../src/index.ts";
import { readPaste } from "../../src/sources/paste/read-paste.ts";

const URL_OF_API = "https://api.example/orders";
const asOptions = `curl '${URL_OF_API}' -X 'OPTIONS' \\
  -H 'Access-Control-Request-Method: PUT' \\
  -H 'Access-Control-Request-Headers: content-type' \\
  -H 'Origin: https://app.example' -i`;
const asPut = `curl '${URL_OF_API}' -X 'PUT' \\
  -H 'content-type: application/json' -H 'Origin: https://app.example' --data-raw '{"eggs":2}' -i`;
const NO_CONTENT = "HTTP/1.1 204 No Content\nAccess-Control-Allow-Origin: https://app.example\n";
const OK = "HTTP/1.1 200 OK\nContent-Type: application/json\n";

const only = (drafts: readonly ScenarioDraft[]): ScenarioDraft => {
  expect(drafts).toHaveLength(1);
  return drafts[0]!;
};

const put = { method: "PUT", headers: [["content-type", "application/json"]], body: '{"eggs":2}' };
const answers = [
  { when: { preflight: true }, answer: { status: 204 } },
  { when: { preflight: false }, answer: { status: 200 } },
];

describe("a preflight that is pasted beside its request", () => {
  it.each([
    ["above it", `${asOptions}\n${NO_CONTENT}\n${asPut}\n${OK}`],
    ["below it", `${asPut}\n${OK}\n${asOptions}\n${NO_CONTENT}`],
  ])("%s is the same scenario's", (_, text) => {
    const draft = only(readPaste(text));
    expect(draft.request).toMatchObject(put);
    expect(draft.page?.url).toBe("https://app.example/");
    // In either order: the rules say which is which.
    expect(draft.answers).toMatchObject(answers);
  });

  it("leaves nothing of itself where neither has an answer", () => {
    const draft = only(readPaste(`${asOptions} ;\n${asPut}`));
    expect(draft.request).toMatchObject(put);
    expect(draft.answers).toEqual([]);
  });

  it("stays a request of its own beside one for another URL, or with another method", () => {
    const another = asPut.replace("/orders", "/hens");
    expect(readPaste(`${asOptions}\n${NO_CONTENT}\n${another}\n${OK}`)).toHaveLength(2);
    const deleting = asPut.replace("'PUT'", "'DELETE'");
    expect(readPaste(`${asOptions}\n${NO_CONTENT}\n${deleting}\n${OK}`)).toHaveLength(2);
  });

  it("as a call of fetch, as Chromium copies all of them, too", () => {
    const options = `fetch("${URL_OF_API}", {
  "headers": { "access-control-request-method": "PUT", "access-control-request-headers": "content-type", "sec-fetch-mode": "cors" },
  "referrer": "https://app.example/", "body": null, "method": "OPTIONS", "mode": "cors", "credentials": "omit"
}); ;`;
    const own = `fetch("${URL_OF_API}", {
  "headers": { "content-type": "application/json", "sec-fetch-mode": "cors" },
  "referrer": "https://app.example/", "body": "{\\"eggs\\":2}", "method": "PUT", "mode": "cors", "credentials": "include"
});`;
    const wanted = { ...put, credentials: "include" };
    expect(draftFromFetch(`${options}\n${own}`).request).toMatchObject(wanted);
    expect(draftFromFetch(`${own}\n${options}`).request).toMatchObject(wanted);
    // Alone it stands for the request that it was made for.
    expect(draftFromFetch(options).request).toMatchObject({
      method: "PUT",
      headers: [["content-type", "application/json"]],
    });
  });
});
