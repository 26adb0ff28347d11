import type { Random } from "./random.ts";

/** A request as a server would be given it, and nothing of it to be trusted. */
export interface HostileRequest {
  readonly method: string;
  readonly url: string;
  /** By lower-case name; a name that was not sent is not there. */
  readonly headers: Record<string, string>;
  /** What stands in every value that was made up: it may not come back unless it was approved. */
  readonly marker: string;
}

const MAX_LENGTH = 65_536; // far more than the 16 KiB of headers that Node accepts

export function hostileRequest(random: Random): HostileRequest {
  const marker = `q${random.below(1_000_000_000).toString(36)}z`;
  const headers: Record<string, string> = {};
  if (!random.oneIn(12)) headers["origin"] = origin(random, marker);
  if (!random.oneIn(3)) headers["access-control-request-method"] = method(random, marker);
  if (!random.oneIn(3)) headers["access-control-request-headers"] = names(random, marker);
  if (!random.oneIn(4))
    headers["host"] = random.oneIn(2) ? "api.example.com" : noise(random, marker);
  const isOptions = !random.oneIn(3);
  return {
    method: isOptions ? "OPTIONS" : method(random, marker),
    url: url(random, marker),
    headers,
    marker,
  };
}

function origin(random: Random, marker: string): string {
  const host = random.pick([
    "app.example.com",
    `${marker}.preview.example.com`,
    `${marker}.${marker}.preview.example.com`,
    "preview.example.com",
    `${marker}preview.example.com`,
    `.preview.example.com`,
    `${marker}..preview.example.com`,
    `-${marker}-.preview.example.com`,
    `app.example.com.${marker}.example`,
    `app.example.com${marker}`,
    `${marker}app.example.com`,
    `app.example.com.`,
    `APP.example.com`,
    `app.example.com:443`,
    `app.example.com:${random.below(70_000)}`,
    `app.example.com/${marker}`,
    `app.example.com\r\nx-${marker}: 1`,
    `${marker}\r\n.preview.example.com`,
    `${marker}\u0000.preview.example.com`,
    `${marker}@app.example.com`,
    `app.example.com, https://app.example.com`,
    `${"a.".repeat(random.below(200))}preview.example.com`,
    `[::1]`,
    `localhost:${random.below(70_000)}`,
  ]);
  if (!random.oneIn(3))
    return `${random.pick(["https://", "https://", "https://", "http://", "HTTPS://", "//", "", "https:"])}${host}`;
  return random.pick([
    "null",
    "Null",
    "",
    "*",
    "toString",
    "__proto__",
    "constructor",
    "hasOwnProperty",
    noise(random, marker),
  ]);
}

function method(random: Random, marker: string): string {
  return random.pick([
    "GET",
    "POST",
    "PUT",
    "DELETE",
    "put",
    "CHICKEN",
    "TRACE",
    "",
    "*",
    "__proto__",
    `${marker}`,
    `${marker} <b>`,
    noise(random, marker),
  ]);
}

function names(random: Random, marker: string): string {
  const list: string[] = [];
  for (let count = random.below(8); count >= 0; count--) {
    list.push(
      random.pick([
        "content-type",
        "Content-Type",
        "x-token",
        "authorization",
        "*",
        "__proto__",
        "cookie",
        `x-${marker}`,
        `"${marker}"`,
        `<${marker}>`,
        "",
        " ",
        "\t",
      ]),
    );
  }
  if (random.oneIn(40))
    list.push(random.pick([",", " ", "\t", ", ", "a", "a,"]).repeat(random.below(MAX_LENGTH)));
  return list.join(random.pick([",", ", ", " ,", ",,", " , "]));
}

function url(random: Random, marker: string): string {
  return random.pick([
    "/",
    "/orders",
    "/public/a",
    "/private",
    "*",
    "",
    "//",
    `/${marker}`,
    `http://${marker}/public/`,
    "http://[",
    "/%",
    `/?${marker}`,
    "://",
    noise(random, marker),
  ]);
}

/** Anything: some of it no header could carry, all of it with the marker. */
function noise(random: Random, marker: string): string {
  let text = marker;
  for (let count = random.below(24); count > 0; count--)
    text += String.fromCharCode(random.below(random.oneIn(6) ? 65_536 : 256));
  return random.oneIn(60) ? text.repeat(1 + random.below(MAX_LENGTH / text.length)) : text;
}
