import { expect, it } from "vitest";
import { collapse, expand, type Origins } from "../../lab/placeholders.ts";

const origins: Origins = {
  a: "http://127.0.0.1:40001",
  b: "http://127.0.0.1:40002",
  c: "http://localhost:40001",
  d: "http://127.0.0.2:40001",
  e: "http://[::1]:40003",
  s: "https://127.0.0.1:40004",
  t: "https://localhost:40004",
  n: "http://api.example:40002",
  u: "https://api.example:40004",
  l: "http://api.local:40002",
  f: "https://[::1]:40004",
  g: "http://0.0.0.0:40001",
  h: "http://[::]:40001",
  i: "http://site.localhost:40001",
  j: "http://below.site.localhost:40001",
  k: "http://beside.site.localhost:40001",
  m: "https://site.localhost:40004",
  o: "https://below.site.localhost:40004",
  p: "http://many.localhost:40001",
};

it.each([
  ["{a}", "http://127.0.0.1:40001"],
  ["{b/}1?x", "http://127.0.0.1:40002/methods-1/1?x"],
  ["{e}", "http://[::1]:40003"],
  ["{f/}1 {h}", "https://[::1]:40004/methods-1/1 http://[::]:40001"],
  ["{g}", "http://0.0.0.0:40001"],
  ["{t/}2#{s}", "https://localhost:40004/methods-1/2#https://127.0.0.1:40004"],
  [
    "{n/}1 {u} {l/}2",
    "http://api.example:40002/methods-1/1 https://api.example:40004 http://api.local:40002/methods-1/2",
  ],
  [
    "{i/}1 {c} {j} {k/}2 {m}, {o/}3 {t}",
    "http://site.localhost:40001/methods-1/1 http://localhost:40001 http://below.site.localhost:40001 http://beside.site.localhost:40001/methods-1/2 https://site.localhost:40004, https://below.site.localhost:40004/methods-1/3 https://localhost:40004",
  ],
  ["Location: {c/}1, {d}", "Location: http://localhost:40001/methods-1/1, http://127.0.0.2:40001"],
])("%s stands for %s, and the other way round", (short, long) => {
  expect(expand(short, origins, "methods-1")).toBe(long);
  expect(collapse(long, origins, "methods-1")).toBe(short);
});

it("puts a user name and a password before the host", () => {
  expect(expand("{user:b/}1", origins, "x-1")).toBe("http://user:password@127.0.0.1:40002/x-1/1");
});

it("asks over http where the server speaks https, and tells of that by its host", () => {
  const long = expand("{plain:s/}1", origins, "x-1");
  expect(long).toBe("http://127.0.0.1:40004/x-1/1");
  expect(collapse(long, origins, "x-1")).toBe("http://{s:host}{/}1");
});

it("leaves other braces alone", () => {
  for (const text of ["{", "{}", "{x}", "{{a", "{a", '{"a":1}'])
    expect(expand(text, origins, "x-1")).toBe(text);
});
