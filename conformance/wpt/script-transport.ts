import type { Transport } from "@crosswalk/browser";
import { nodeTransport } from "@crosswalk/browser/node";

/** The texts of what script elements load: the engine tells no page more than that it came. */
export interface ScriptTexts {
  /** Keeps what comes from there from now on. */
  keep(url: string): void;
  get(url: string): string;
}

/** Real HTTP, which keeps the texts of scripts. */
export function scriptTransport(): {
  readonly transport: Transport;
  readonly scriptTexts: ScriptTexts;
} {
  const inner = nodeTransport();
  const texts = new Map<string, string>();
  const transport: Transport = {
    async send(request, signal) {
      const response = await inner.send(request, signal);
      const { body } = response;
      const { href } = request.url;
      if (body === null || !texts.has(href)) return response;
      const decoder = new TextDecoder();
      let text = "";
      return {
        ...response,
        body: {
          async *[Symbol.asyncIterator]() {
            for await (const bytes of body) {
              text += decoder.decode(bytes, { stream: true });
              yield bytes;
            }
            texts.set(href, text);
          },
        },
      };
    },
  };
  const scriptTexts = {
    keep: (url: string) => void texts.set(url, ""),
    get: (url: string) => texts.get(url) ?? "",
  };
  return { transport, scriptTexts };
}
