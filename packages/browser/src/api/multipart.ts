import type { BoundaryRules } from "../engines/engine.ts";
import type { ExtractedBody } from "./extract-body.ts";

/** Makes the boundary of a form, random but for its beginning. */
export type FormBoundary = () => string;

const encoder = new TextEncoder();
const alphanumeric = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
const DIGITS_OF_NUMBER = 16;

/** https://html.spec.whatwg.org/#multipart-form-data */
export function encodeMultipart(form: FormData, makeBoundary: FormBoundary): ExtractedBody {
  const boundary = makeBoundary();
  const parts: (Uint8Array | Blob)[] = [];
  for (const [name, value] of form) {
    const head = `--${boundary}\r\nContent-Disposition: form-data; name="${escapeName(normalizeNewlines(name))}"`;
    if (typeof value === "string") {
      parts.push(encoder.encode(`${head}\r\n\r\n${normalizeNewlines(value)}\r\n`));
    } else {
      const type = value.type === "" ? "application/octet-stream" : value.type;
      parts.push(
        encoder.encode(
          `${head}; filename="${escapeName(value.name)}"\r\nContent-Type: ${type}\r\n\r\n`,
        ),
      );
      parts.push(value, encoder.encode("\r\n"));
    }
  }
  parts.push(encoder.encode(`--${boundary}--\r\n`));
  const length = parts.reduce(
    (sum, part) => sum + (part instanceof Blob ? part.size : part.length),
    0,
  );
  const read = async (): Promise<Uint8Array> =>
    new Uint8Array(await new Blob(parts as BlobPart[]).arrayBuffer());
  return {
    body: { source: "bytes", length, read },
    type: `multipart/form-data; boundary=${boundary}`,
  };
}

/** A boundary with a browser's own beginning and as many random letters as it takes. */
export function randomBoundary({ prefix, letters, alphabet }: BoundaryRules): string {
  if (alphabet === "hexadecimal") {
    const random = crypto.getRandomValues(new BigUint64Array(letters / DIGITS_OF_NUMBER));
    return prefix + Array.from(random, (number) => number.toString(16)).join("");
  }
  const random = crypto.getRandomValues(new Uint8Array(letters));
  return prefix + Array.from(random, (byte) => alphanumeric[byte % alphanumeric.length]).join("");
}

function escapeName(name: string): string {
  return name.replace(/\n/g, "%0A").replace(/\r/g, "%0D").replace(/"/g, "%22");
}

function normalizeNewlines(text: string): string {
  return text.replace(/\r\n|\r|\n/g, "\r\n");
}
