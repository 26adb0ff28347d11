import { callHandler, eventOf } from "./events.ts";

/** As much of a `FileReader` as tests use, which Node.js has none of. */
export class FileReader extends EventTarget {
  result: string | null = null;

  readAsText(blob: Blob): void {
    void blob.text().then((text) => {
      this.result = text;
      const event = eventOf("load");
      this.dispatchEvent(event);
      callHandler(this, event);
    });
  }
}
