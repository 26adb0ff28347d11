/** What a script makes of a body's bytes. https://fetch.spec.whatwg.org/#body-mixin */

const utf8 = new TextDecoder();

export const textOf = (bytes: Uint8Array): string => utf8.decode(bytes);

export const jsonOf = (bytes: Uint8Array): unknown => JSON.parse(textOf(bytes)) as unknown;

export const blobOf = (bytes: Uint8Array, type: string | null): Blob =>
  new Blob([bytes as BlobPart], { type: type ?? "" });

export const formDataOf = (bytes: Uint8Array, type: string | null): Promise<FormData> =>
  new Response(bytes as BodyInit, { headers: { "Content-Type": type ?? "" } }).formData();
