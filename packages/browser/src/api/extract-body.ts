import type { RequestBody } from "../infrastructure/body.ts";
import type { MisuseMessages } from "../messages/misuse/misuse.ts";
import { standardMisuse } from "../messages/misuse/standard.ts";
import { LateBytes } from "./late-bytes.ts";
import { isDisturbed } from "./disturbance.ts";
import { encodeMultipart, type FormBoundary } from "./multipart.ts";

export interface ExtractedBody {
  readonly body: RequestBody;
  /** Null where there is none to add. */
  readonly type: string | null;
}

const encoder = new TextEncoder();

/** https://fetch.spec.whatwg.org/#concept-bodyinit-extract */
export function extractBody(
  object: unknown,
  boundary: FormBoundary,
  misuse: Pick<MisuseMessages, "streamLocked" | "streamDisturbed"> = standardMisuse,
): ExtractedBody {
  // 4. If object is a ReadableStream object, then set stream to object. […]
  if (object instanceof ReadableStream) {
    // "If object is disturbed or locked, then throw a TypeError."
    if (object.locked) throw new TypeError(misuse.streamLocked());
    if (isDisturbed(object)) throw new TypeError(misuse.streamDisturbed());
    return {
      body: { source: null, length: null, stream: object as ReadableStream<Uint8Array> },
      type: null,
    };
  }

  // NB: Its `Request` has a type already, if any.
  if (object instanceof LateBytes) return { body: object, type: null };

  // 10. Switch on object:
  // scalar value string: set source to the UTF-8 encoding of object. Set type to
  // `text/plain;charset=UTF-8`.
  // NB: It comes first because it comes most often, and Node reads all of its `fetch` for the name `FormData`.
  if (typeof object === "string") return ofString(object);
  if (object instanceof Blob) {
    // Set source to object. Set length to object's size. If object's type attribute is not the empty
    // byte sequence, set type to its value.
    const read = async (): Promise<Uint8Array> => new Uint8Array(await object.arrayBuffer());
    const type = object.type === "" ? null : object.type;
    return { body: { source: "bytes", length: object.size, isOfParts: true, read }, type };
  }
  if (object instanceof ArrayBuffer) {
    // Set source to a copy of the bytes held by object.
    return { body: ofBytes(new Uint8Array(object.slice(0))), type: null };
  }
  if (ArrayBuffer.isView(object)) {
    const { buffer, byteOffset, byteLength } = object;
    return { body: ofBytes(new Uint8Array(buffer, byteOffset, byteLength).slice()), type: null };
  }
  if (object instanceof FormData) {
    // Set action to this step: run the multipart/form-data encoding algorithm. Set type to
    // `multipart/form-data; boundary=`, followed by the boundary string.
    return encodeMultipart(object, boundary);
  }
  if (object instanceof URLSearchParams) {
    // Set source to the result of running the application/x-www-form-urlencoded serializer. Set type
    // to `application/x-www-form-urlencoded;charset=UTF-8`.
    return {
      body: ofBytes(encoder.encode(object.toString())),
      type: "application/x-www-form-urlencoded;charset=UTF-8",
    };
  }
  return ofString(String(object));
}

function ofString(text: string): ExtractedBody {
  return { body: ofBytes(encoder.encode(text)), type: "text/plain;charset=UTF-8" };
}

function ofBytes(bytes: Uint8Array): RequestBody {
  return { source: "bytes", length: bytes.length, read: () => bytes };
}
