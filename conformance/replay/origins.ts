import type { Origins } from "../lab/placeholders.ts";

/** Nothing listens here: a replay answers in process. */
export const replayOrigins: Origins = {
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
