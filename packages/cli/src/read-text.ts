import { createReadStream, existsSync, statSync } from "node:fs";
import { UsageError } from "./usage-error.ts";

// What a person pastes or a dump of headers holds; a HAR is read as a stream instead.
const MAX_TEXT_LENGTH = 10 * 2 ** 20;

export const isFile = (name: string): boolean =>
  name.length < 4096 && !name.includes("\n") && existsSync(name) && statSync(name).isFile();

export const isFolder = (name: string): boolean =>
  name.length < 4096 && !name.includes("\n") && existsSync(name) && statSync(name).isDirectory();

export async function* piecesOfFile(name: string): AsyncGenerator<Uint8Array> {
  try {
    for await (const piece of createReadStream(name)) yield piece as Uint8Array;
  } catch (error) {
    throw new UsageError(`${name} cannot be read: ${(error as Error).message}`);
  }
}

/** As text, by the mark that it begins with or by how it looks: Windows writes what is piped into files as UTF-16. */
export async function* decoded(
  pieces: AsyncIterable<Uint8Array | string>,
  name: string,
): AsyncGenerator<string> {
  let decoder: TextDecoder | null = null;
  for await (const piece of pieces) {
    if (typeof piece === "string") {
      yield piece;
      continue;
    }
    decoder ??= new TextDecoder(encodingOf(piece));
    const text = decoder.decode(piece, { stream: true });
    if (text.includes("\u0000"))
      throw new UsageError(`${name === "-" ? "what was piped in" : name} is no text`);
    yield text;
  }
  if (decoder !== null) yield decoder.decode();
}

function encodingOf([first, second, third, fourth]: Uint8Array): string {
  if (first === 0xff && second === 0xfe) return "utf-16le";
  if (first === 0xfe && second === 0xff) return "utf-16be";
  // Without a mark: letters with a zero beside each.
  if (second === 0 && fourth === 0 && first !== 0 && third !== 0) return "utf-16le";
  if (first === 0 && third === 0 && second !== 0 && fourth !== 0) return "utf-16be";
  return "utf-8";
}

/** All of it; refused where it is more than anybody pastes. */
export async function textOf(pieces: AsyncIterable<string>, name: string): Promise<string> {
  let text = "";
  for await (const piece of pieces) {
    text += piece;
    if (text.length > MAX_TEXT_LENGTH)
      throw new UsageError(`${name} is longer than 10 MiB, and no HAR`);
  }
  // What can't be decoded is replaced; a text has hardly any of that.
  if ((text.match(/\uFFFD/g)?.length ?? 0) > text.length / 20)
    throw new UsageError(`${name === "-" ? "what was piped in" : name} is no text`);
  return text;
}
