import type { MimeType } from "@crosswalk/cors/protocol";

/**
 * The last of a `Content-Type` that has a slash in it, as Firefox reads what does not parse; null where none has.
 *
 * netwerk/base/nsURLHelper.cpp, net_ParseContentType
 */
export function looseMimeType(value: string): MimeType | null {
  return splitBeyondQuotes(value, ",").reduce<MimeType | null>(laterOf, null);
}

function laterOf(last: MimeType | null, text: string): MimeType | null {
  const [first = "", ...parameters] = splitBeyondQuotes(text, ";");
  const [written = ""] = first.split(/[ \t]+/).filter((word) => word !== "");
  const slash = written.indexOf("/");
  if (slash === -1 || "*/*".startsWith(written)) return last;
  const essence = written.toLowerCase();
  const charset = parameters
    .map(charsetOf)
    .filter((one) => one !== null)
    .at(-1);
  // NB: Of the same type said again, the charset that was said before stays.
  if (charset === undefined && last?.essence === essence) return last;
  return {
    type: essence.slice(0, slash),
    subtype: essence.slice(slash + 1),
    essence,
    parameters: new Map(charset === undefined ? [] : [["charset", charset]]),
  };
}

/** What stands between delimiters that are in no quotation marks; a quotation may lack its end. */
function splitBeyondQuotes(value: string, delimiter: "," | ";"): string[] {
  const parts: string[] = [];
  let start = 0;
  let isQuoted = false;
  for (let index = 0; index < value.length; index++) {
    const character = value[index]!;
    if (character === "\\" && isQuoted) index++;
    else if (character === '"') isQuoted = !isQuoted;
    else if (character === delimiter && !isQuoted) {
      parts.push(value.slice(start, index));
      start = index + 1;
    }
  }
  parts.push(value.slice(start));
  return parts;
}

function charsetOf(parameter: string): string | null {
  const [, text] = /^[ \t]*charset=[ \t]*(.*)$/is.exec(parameter) ?? [];
  if (text === undefined) return null;
  if (!text.startsWith('"')) return text.split(/[ \t]/, 1)[0]!;
  return /^"((?:[^"\\]|\\.)*)/s.exec(text)![1]!.replace(/\\(.)/gs, "$1");
}
