import type { DocumentParserClass } from "@crosswalk/browser";
import type { Case } from "../lab/case.ts";

/** What makes a case's documents, where it asks for any. */
export async function documentParserFor({
  steps,
}: Case): Promise<{ readonly DOMParser?: DocumentParserClass }> {
  const isAskedFor = steps.some((step) =>
    "script" in step
      ? step.script.includes("responseXML")
      : JSON.stringify(step).includes('"responseType":"document"'),
  );
  return isAskedFor ? { DOMParser: await (known ??= makeParser()) } : {};
}

let known: Promise<DocumentParserClass> | null = null;

/** One whose documents are called what browsers call them. */
async function makeParser(): Promise<DocumentParserClass> {
  const { JSDOM } = await import("jsdom");
  const { DOMParser } = new JSDOM().window;
  return class {
    parseFromString(text: string, type: string): object {
      const document = new DOMParser().parseFromString(text, type as DOMParserSupportedType);
      const value = type === "text/html" ? "HTMLDocument" : "XMLDocument";
      return Object.defineProperty(document, Symbol.toStringTag, { value });
    }
  };
}
