import { createReadStream, existsSync, statSync } from "node:fs";
import { UsageError } from "./usage-error.ts";

// What a person pastes or a dump of headers holds; a HAR is read as a stream instead.
const MAX_TEXT_LENGTH = 10 * 2 ** 20;

export const isFile = (name: string): boolean =>
  name.length < 4096 && !name.includes("\n") && existsSync(name) && statSync(name).isFile();

export async function* piecesOfFile(name: string): AsyncGenerator<Uint8Array> {
  try {
    for await (const piece of createReadStream(name)) yield piece as Uint8Array;
  } catch (error) {
    throw new UsageError(`${name} cannot be read: ${(error as Error).message}`);
  }
}

/** All of it, decoded; refused where it is more than anybody pastes. */
export async function textOf(
  pieces: AsyncIterable<Uint8Array | string>,
  name: string,
): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const piece of pieces) {
    text += typeof piece === "string" ? piece : decoder.decode(piece, { stream: true });
    if (text.length > MAX_TEXT_LENGTH)
      throw new UsageError(`${name} is longer than 10 MiB, and no HAR`);
  }
  return text + decoder.decode();
}
