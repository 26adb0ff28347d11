import type { BodyMisuse } from "../messages/misuse/body.ts";

/** What a script makes of a body's bytes. https://fetch.spec.whatwg.org/#body-mixin */

const utf8 = new TextDecoder();

export const textOf = (bytes: Uint8Array): string => utf8.decode(bytes);

export function jsonOf(bytes: Uint8Array, misuse: BodyMisuse): unknown {
  const text = textOf(bytes);
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw misuse.notJson(error, text);
  }
}

export const blobOf = (bytes: Uint8Array, type: string | null): Blob =>
  new Blob([bytes as BlobPart], { type: type ?? "" });

export async function formDataOf(
  bytes: Uint8Array,
  type: string | null,
  misuse: BodyMisuse,
  hasBody = true,
): Promise<FormData> {
  const response = new Response(bytes as BodyInit, { headers: { "Content-Type": type ?? "" } });
  try {
    return await response.formData();
  } catch (error) {
    const words = misuse.notFormData(type ?? "", hasBody);
    throw words === null ? error : new TypeError(words);
  }
}
