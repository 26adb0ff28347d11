import fc from "fast-check";
import { isParsableUrl } from "../../src/protocol/parsable-url.ts";
import { law } from "../laws.ts";

const scheme = fc.constantFrom("http", "https", "HTTPS", "ftp", "ws", "1a", "");
const separator = fc.constantFrom("://", ":", ":/", ":\\\\", ":///", "//", "");
const label = fc.constantFrom(
  "a",
  "example",
  "A_b",
  "-",
  "0x7f",
  "127",
  "08",
  "256",
  "%41",
  "%zz",
  "*",
  "<",
  "",
);
const host = fc.oneof(
  fc.array(label, { minLength: 1, maxLength: 5 }).map((labels) => labels.join(".")),
  fc.constantFrom("[::1]", "[zz]", "127.0.0.1", "1.2.3", "1.256.3", "0xffffffff", "4294967296"),
);
const port = fc.constantFrom("", ":", ":80", ":65535", ":65536", ":a");
const rest = fc.constantFrom("", "/", "/x", "?x", "#x", "\\x");
const unseen = fc.constantFrom("", " ", "\t", "\u000b", "\u0001", "\n");
const user = fc.constantFrom("", "user@", "u:p@", "@");

const address = fc
  .tuple(unseen, scheme, separator, user, host, unseen, port, rest, unseen)
  .map((parts) => parts.join(""));

function parses(value: string): boolean {
  try {
    return new URL(value).href !== "";
  } catch {
    return false;
  }
}

law(
  "an address is told apart from what is none as the platform's URL does",
  [address],
  (value) => isParsableUrl(value) === parses(value),
);
