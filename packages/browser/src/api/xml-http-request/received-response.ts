import {
  corsExposedHeaderNames,
  type CredentialsMode,
  type HeaderList,
  isCorsSafelistedResponseHeaderName,
  isForbiddenResponseHeaderName,
  type MimeType,
} from "@crosswalk/cors/protocol";
import type { EngineProfile } from "../../engines/engine.ts";
import { copyOfBytes } from "../../infrastructure/copy-of-bytes.ts";
import type { FetchResponse } from "../../infrastructure/fetch-response.ts";
import { isHttpScheme, withoutFragment } from "../../infrastructure/url.ts";
import { ReceivedBytes } from "./received-bytes.ts";
import type { Progress } from "./progress-throttle.ts";
import { extractLength } from "./response-length.ts";
import { isHtmlMimeType, serializeMimeType } from "../../infrastructure/mime-type.ts";
import { responseMimeType, toldMimeType } from "../../infrastructure/response-mime-type.ts";
import type { DocumentParserClass } from "../../infrastructure/document-parser.ts";
import { TextSoFar } from "../../infrastructure/text-so-far.ts";
import { documentResponse } from "./document-response.ts";
import { textResponse } from "./response-text.ts";
import { XmlSoFar } from "./xml-so-far.ts";

/** https://xhr.spec.whatwg.org/#xmlhttprequestresponsetype */
export type ResponseType = "" | "arraybuffer" | "blob" | "document" | "json" | "text";

const codings: ReadonlySet<string> = new Set(["br", "deflate", "gzip", "x-gzip", "zstd"]);

const isDecoded = (headerList: HeaderList): boolean =>
  (headerList.get("Content-Encoding") ?? "")
    .split(",")
    .every((coding) => codings.has(coding.trim().toLowerCase()));

/** How a script wants a response read. */
export interface ResponseReading {
  readonly responseType: ResponseType;
  readonly overrideMimeType: MimeType | null;
}

/** A response that is no network error, and what has come of its body. */
export class ReceivedResponse {
  readonly received: ReceivedBytes = new ReceivedBytes();
  /** Whether events tell how much has come, and of how much. */
  readonly isCounted: boolean;
  readonly #response: FetchResponse;
  readonly #engine: EngineProfile;
  readonly #parser: DocumentParserClass | null;
  readonly #text = new TextSoFar();
  readonly #xml: XmlSoFar | null;
  /** Undefined until it was asked for; null where there is none. */
  #object: unknown;

  constructor(
    response: FetchResponse,
    engine: EngineProfile,
    parser: DocumentParserClass | null,
    isCounted = true,
  ) {
    this.isCounted = isCounted;
    this.#response = response;
    this.#engine = engine;
    this.#parser = parser;
    const { awaitsXmlDeclaration } = engine.xhr;
    this.#xml = awaitsXmlDeclaration === "never" ? null : new XmlSoFar(awaitsXmlDeclaration);
  }

  get status(): number {
    return this.#response.status;
  }

  get statusText(): string {
    return this.#response.statusText;
  }

  /** https://xhr.spec.whatwg.org/#the-responseurl-attribute */
  get url(): string {
    const url = this.#response.urlList.at(-1);
    return url === undefined ? "" : withoutFragment(url);
  }

  /** As filtered. */
  get headers(): HeaderList {
    return this.#response.headerList;
  }

  /** Whether no header of that name is shown, be there one or not. */
  isKeptFromScripts(name: string, credentialsMode: CredentialsMode): boolean {
    if (isForbiddenResponseHeaderName(name)) return true;
    const { type, internalResponse } = this.#response;
    if (type !== "cors" || internalResponse === null) return false;
    const exposedNames = corsExposedHeaderNames({ credentialsMode }, internalResponse.headerList);
    return !isCorsSafelistedResponseHeaderName(name, exposedNames);
  }

  append(chunk: Uint8Array): void {
    this.received.append(chunk);
    this.#xml?.append(chunk);
  }

  /** Takes in what came of another one, before any of its own. */
  prependStray(stray: ReceivedBytes): void {
    this.received.prepend(stray.bytes);
    this.#xml?.append(stray.bytes);
  }

  /** Whether it comes from the page's own origin. */
  get isOwn(): boolean {
    return this.#response.type === "basic";
  }

  get isOfHttp(): boolean {
    return isHttpScheme(this.#response.urlList.at(-1)!);
  }

  get isData(): boolean {
    return this.#response.urlList.at(-1)?.protocol === "data:";
  }

  /** Whether it is of a data: URL that holds anything. */
  get holdsData(): boolean {
    return this.isData && /^[^,]*,[^#]/.test(this.#response.urlList.at(-1)!.href);
  }

  /** What the events at the end say has come. */
  get loaded(): number {
    return this.isData && this.#isToldLate ? 0 : this.#come;
  }

  /** Bytes, by what an engine counts. */
  get #come(): number {
    if (!this.isCounted) return 0;
    const { encoded } = this.#response;
    return encoded === undefined || !this.#engine.xhr.countsEncoded
      ? this.received.length
      : encoded.length;
  }

  /**
   * Whether what has come so far was decoded in more than one piece: room is made for three times as much as came.
   *
   * netwerk/streamconv/converters/nsHTTPCompressConv.cpp, OnDataAvailable
   */
  get isDecodedInPieces(): boolean {
    const { encoded, internalResponse } = this.#response;
    if (encoded === undefined || this.received.length <= 3 * encoded.length) return false;
    const coding = internalResponse?.headerList.get("Content-Encoding") ?? "";
    return /gzip|deflate/i.test(coding);
  }

  /** What progress events say meanwhile. */
  get progress(): Progress {
    return !this.isOfHttp && this.#isToldLate
      ? { loaded: 0, total: 0 }
      : { loaded: this.#come, total: this.length };
  }

  get #isToldLate(): boolean {
    return this.#engine.xhr.localProgress === "at-the-end";
  }

  /** What progress events call the total; 0 where it isn't known. */
  get length(): number {
    if (!this.isCounted) return 0;
    const told = this.#toldLength;
    const isByWhatComes = this.#engine.xhr.total !== "as-told";
    return isByWhatComes && this.received.length > told ? 0 : told;
  }

  get #toldLength(): number {
    const { headerList } = this.#response.internalResponse ?? this.#response;
    const { total, localProgress } = this.#engine.xhr;
    // NB: It comes at once.
    if (localProgress === "known" && this.isData) return this.received.length;
    const isChunked = headerList.contains("Transfer-Encoding");
    if (total === "of-what-comes" && isChunked) return 0;
    if (total === "of-what-is-read" && isDecoded(headerList)) return 0;
    return extractLength(this.headers, this.#engine.xhr.lengthMayBeSigned) ?? 0;
  }

  /** https://xhr.spec.whatwg.org/#the-getallresponseheaders()-method */
  get serializedHeaders(): string {
    // 2. Let initialHeaders be the result of running sort and combine with this's response's header
    //    list.
    const initialHeaders = this.headers.sortAndCombine();

    // 3. Let headers be the result of sorting initialHeaders in ascending order, with a being less than
    //    b if a's name is legacy-uppercased-byte less than b's name.
    // NB: What never was a header of HTTP, Firefox shows as it was made.
    if (!this.isOfHttp && this.#engine.localHeaders === "as-made")
      return [...this.headers].map(([name, value]) => `${name}: ${value}\r\n`).join("");
    const headers = initialHeaders.map(([name, value]) => ({
      upper: name.toUpperCase(),
      name,
      value,
    }));
    headers.sort((one, other) => (one.upper < other.upper ? -1 : one.upper > other.upper ? 1 : 0));

    // 4. For each header in headers, append header's name, followed by a 0x3A 0x20 byte pair, followed
    //    by header's value, followed by a 0x0D 0x0A byte pair, to output.
    return headers.map(({ name, value }) => `${name}: ${value}\r\n`).join("");
  }

  /** https://xhr.spec.whatwg.org/#text-response */
  text({ responseType, overrideMimeType }: ResponseReading, isWhole: boolean): string {
    // 1. If xhr's response's body is null, then return the empty string.
    if (this.#response.body === null) return "";
    const facts = { responseType, responseMimeType: this.#mimeType, overrideMimeType };
    const { bytes } = this.received;
    const xmlLength = isWhole ? bytes.length : (this.#xml?.length ?? bytes.length);
    return textResponse(bytes, facts, this.#engine.xhr.oddByte, this.#text, xmlLength);
  }

  /** https://xhr.spec.whatwg.org/#response-object */
  object(reading: ResponseReading): unknown {
    const isAnew = reading.responseType === "json" && this.#engine.xhr.parsesJsonAnew;
    if (this.#object === undefined || isAnew) this.#object = this.#createObject(reading);
    return this.#object;
  }

  #createObject({ responseType, overrideMimeType }: ResponseReading): unknown {
    const { bytes } = this.received;
    switch (responseType) {
      case "arraybuffer":
        return copyOfBytes(bytes).buffer;
      case "blob":
        return new Blob([bytes as BlobPart], { type: this.#blobType(overrideMimeType) });
      case "json":
        return this.#response.body === null ? null : parseJson(bytes);
      default: {
        const facts = { responseType, responseMimeType: this.#mimeType, overrideMimeType };
        return !this.#hasDocument(facts)
          ? null
          : documentResponse(bytes, this.url, facts, this.#parser);
      }
    }
  }

  #hasDocument({ responseType, overrideMimeType }: ResponseReading): boolean {
    if (this.received.length > 0) return true;
    const { documentOfNothing } = this.#engine.xhr;
    const isHtml = isHtmlMimeType(overrideMimeType ?? this.#mimeType);
    if (!isHtml || documentOfNothing === "of-body") return this.#response.body !== null;
    return documentOfNothing === "always" && responseType === "document";
  }

  /** https://xhr.spec.whatwg.org/#blob-response */
  #blobType(overrideMimeType: MimeType | null): string {
    // "[…] whose type is the result of get a final MIME type for xhr."
    const { blobType, typeAfterRedirect, toldType } = this.#engine.xhr;
    const known = overrideMimeType ?? toldMimeType(this.headers, toldType);
    if (known === null && this.#response.urlList.length > 1) return typeAfterRedirect;
    if (known === null) return "text/xml";
    const isWhole =
      blobType === "serialized" ||
      (blobType === "essence-unless-overridden" && overrideMimeType !== null);
    return isWhole ? serializeMimeType(known) : known.essence;
  }

  get #mimeType(): MimeType {
    return responseMimeType(this.headers, this.#engine.xhr.toldType);
  }
}

/** https://infra.spec.whatwg.org/#parse-json-bytes-to-a-javascript-value */
function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes)) as unknown;
  } catch {
    return null;
  }
}
