import { font } from "./font.ts";

/** Smallest files of each kind an element can load. */
export const assets: Readonly<Record<string, Buffer>> = {
  // One red pixel.
  png: Buffer.from(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==",
    "base64",
  ),
  svg: Buffer.from(
    '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><rect id="x" width="10" height="10" fill="red"/></svg>',
  ),
  script: Buffer.from("self.crosswalkRan = (self.crosswalkRan || 0) + 1;\n"),
  throwing: Buffer.from("throw new Error('CHICKEN');\n"),
  "throwing-text": Buffer.from("throw 'CHICKEN';\n"),
  module: Buffer.from("export default 'CHICKEN';\n"),
  stylesheet: Buffer.from(".crosswalk-lab { color: rgb(1, 2, 3) }\n"),
  font: font(),
  wav: silence(),
  vtt: Buffer.from("WEBVTT\n\n00:00.000 --> 00:01.000\nCHICKEN\n"),
  events: Buffer.from("data: CHICKEN\n\n"),
  json: Buffer.from('{"chicken":1}'),
  worker: Buffer.from("postMessage('CHICKEN');\n"),
  html: Buffer.from("<!doctype html><title>CHICKEN</title>"),
};

/** A tenth of a second of 8 kHz silence as WAV. */
function silence(): Buffer {
  const samples = 800;
  const file = Buffer.alloc(44 + samples, 0x80);
  file.write("RIFF", 0, "latin1");
  file.writeUInt32LE(36 + samples, 4);
  file.write("WAVEfmt ", 8, "latin1");
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20);
  file.writeUInt16LE(1, 22);
  file.writeUInt32LE(8000, 24);
  file.writeUInt32LE(8000, 28);
  file.writeUInt16LE(1, 32);
  file.writeUInt16LE(8, 34);
  file.write("data", 36, "latin1");
  file.writeUInt32LE(samples, 40);
  return file;
}
