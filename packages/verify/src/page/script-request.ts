export type HeaderLines = readonly (readonly [name: string, value: string])[];

export type Api =
  | "fetch"
  | "xhr"
  | "beacon"
  | "event-source"
  | "image"
  | "script"
  | "module"
  | "import"
  | "stylesheet"
  | "font"
  | "audio"
  | "video"
  | "track"
  | "preload"
  | "worker"
  | "shape"
  | "mask"
  | "svg-use"
  /** An image as a WebGL texture. */
  | "texture";

/** A request as a page's script or an element makes it: plain data, which goes into the page as JSON. */
export interface ScriptRequest {
  readonly api: Api;
  readonly url: string;
  readonly method?: string;
  /** Values are byte strings, as `Headers` takes them. */
  readonly headers?: HeaderLines;
  readonly body?: Body;
  readonly credentials?: "omit" | "same-origin" | "include";
  readonly mode?: string;
  readonly redirect?: "follow" | "error" | "manual";
  readonly cache?: string;
  readonly referrerPolicy?: string;
  readonly referrer?: string;
  readonly keepalive?: boolean;
  readonly integrity?: string;
  /** Of Local Network Access, which Chromium alone has. */
  readonly targetAddressSpace?: string;
  /** XMLHttpRequest alone. */
  readonly withCredentials?: boolean;
  readonly uploadListener?: boolean;
  readonly synchronous?: boolean;
  readonly timeout?: number;
  readonly responseType?: string;
  readonly overrideMimeType?: string;
  /** The content attribute, for elements; absent means no attribute. */
  readonly crossorigin?: string;
  /** Of a font: the name that the page uses it by, where that is another than usual. */
  readonly family?: string;
  /** The destination of a `<link rel=preload>`. */
  readonly as?: string;
  /** Of drawings that are used: what stands behind their address, `#x` if left out. */
  readonly fragment?: string;
  /** Of shapes, masks and drawings that are used: whether the page looks what came of them. */
  readonly measured?: boolean;
}

/** What is sent. `type` is a Blob's. */
export type Body =
  | {
      readonly kind: "text" | "search-params" | "form-data" | "buffer" | "stream" | "empty-text";
      readonly size?: number;
    }
  | { readonly kind: "blob"; readonly type: string; readonly size?: number };
