import type { Api, ScriptRequest } from "./script-request.ts";
import { measureMask, measureShape, measureUse } from "./measured-loads.ts";
import type { Outcome } from "./outcome.ts";

// Loads without an event of their own are over within this time on a loopback address.
const SILENT_LOAD = 200;

type Load = (one: ScriptRequest) => Promise<Outcome>;

const name = (error: unknown): string =>
  error instanceof Error || error instanceof DOMException ? error.name : String(error);

/** Inserts an element, waits for one of its events, and takes it out again. */
async function insert(
  element: HTMLElement,
  one: ScriptRequest,
  start: () => void,
  readable: () => string = () => "",
  success = "load",
): Promise<Outcome> {
  if (one.crossorigin !== undefined) element.setAttribute("crossorigin", one.crossorigin);
  if (one.integrity !== undefined) element.setAttribute("integrity", one.integrity);
  if (one.referrerPolicy !== undefined) element.setAttribute("referrerpolicy", one.referrerPolicy);
  const result = await new Promise<string>((resolve) => {
    element.addEventListener(success, () => resolve(success));
    element.addEventListener("error", () => resolve("error"));
    start();
    document.body.append(element);
  });
  const outcome = { result, readable: result === "error" ? "" : readable() };
  element.remove();
  return outcome;
}

const image: Load = (one) => {
  const element = new Image();
  return insert(
    element,
    one,
    () => (element.src = one.url),
    () => {
      const canvas = document.createElement("canvas");
      const context = canvas.getContext("2d")!;
      context.drawImage(element, 0, 0);
      try {
        return `pixels ${context.getImageData(0, 0, 1, 1).data.length}`;
      } catch (error) {
        return name(error);
      }
    },
  );
};

/** A tainted image is refused at once. */
const texture: Load = (one) => {
  const element = new Image();
  return insert(
    element,
    one,
    () => (element.src = one.url),
    () => {
      const context = document.createElement("canvas").getContext("webgl");
      if (context === null) return "no WebGL";
      context.bindTexture(context.TEXTURE_2D, context.createTexture());
      const { TEXTURE_2D, RGBA, UNSIGNED_BYTE } = context;
      try {
        context.texImage2D(TEXTURE_2D, 0, RGBA, RGBA, UNSIGNED_BYTE, element);
        return "texture";
      } catch (error) {
        return name(error);
      }
    },
  );
};

const script: Load = async (one) => {
  const element = document.createElement("script");
  if (one.api === "module") element.type = "module";
  const messages: string[] = [];
  const listen = (event: ErrorEvent): void => {
    messages.push(event.message);
    event.preventDefault();
  };
  addEventListener("error", listen);
  const outcome = await insert(element, one, () => (element.src = one.url));
  removeEventListener("error", listen);
  return messages.length === 0 ? outcome : { ...outcome, readable: messages.join(" ") };
};

const stylesheet: Load = (one) => {
  const element = document.createElement("link");
  element.rel = "stylesheet";
  return insert(
    element,
    one,
    () => (element.href = one.url),
    () => {
      try {
        return `rules ${element.sheet?.cssRules.length}`;
      } catch (error) {
        return name(error);
      }
    },
  );
};

const preload: Load = (one) => {
  const element = document.createElement("link");
  element.rel = "preload";
  element.setAttribute("as", one.as ?? "fetch");
  return insert(element, one, () => (element.href = one.url));
};

const media: Load = (one) => {
  const element = document.createElement(one.api === "video" ? "video" : "audio");
  element.preload = "auto";
  return insert(element, one, () => (element.src = one.url), undefined, "loadedmetadata");
};

const track: Load = async (one) => {
  const video = document.createElement("video");
  if (one.crossorigin !== undefined) video.setAttribute("crossorigin", one.crossorigin);
  const element = document.createElement("track");
  document.body.append(video);
  const result = await new Promise<string>((resolve) => {
    element.addEventListener("load", () => resolve("load"));
    element.addEventListener("error", () => resolve("error"));
    element.src = one.url;
    element.default = true;
    video.append(element);
    element.track.mode = "hidden";
  });
  const readable = result === "load" ? `cues ${element.track.cues?.length}` : "";
  video.remove();
  return { result, readable };
};

/** Of fonts of which nothing is said. */
const usualFamily = "crosswalk-lab";

const font: Load = async ({ url, family = usualFamily }) => {
  try {
    await new FontFace(family, `url(${JSON.stringify(url)})`).load();
    return { result: "fulfilled" };
  } catch (error) {
    return { result: "rejected", error: name(error) };
  }
};

const dynamicImport: Load = async ({ url }) => {
  try {
    const module = await import(/* @vite-ignore */ url);
    return { result: "fulfilled", readable: String(module.default) };
  } catch (error) {
    return { result: "rejected", error: name(error) };
  }
};

const worker: Load = async (one) => {
  let started: Worker;
  try {
    started = new Worker(one.url, one.as === "module" ? { type: "module" } : {});
  } catch (error) {
    return { result: "thrown", error: name(error) };
  }
  const result = await new Promise<string>((resolve) => {
    started.addEventListener("message", () => resolve("message"));
    started.addEventListener("error", (event) => {
      event.preventDefault();
      resolve("error");
    });
  });
  started.terminate();
  return { result };
};

let styles = 0;

/** Loads with a style or a drawing, and looks what came of it if that is asked for. */
const silently =
  (markup: (one: ScriptRequest) => string, measure: Load): Load =>
  async (one) => {
    if (one.measured === true) return measure(one);
    const holder = document.createElement("div");
    holder.innerHTML = markup(one);
    document.body.append(holder);
    await new Promise((resolve) => setTimeout(resolve, SILENT_LOAD));
    holder.remove();
    return { result: "" };
  };

const loads = new Map<Api, Load>([
  ["image", image],
  ["texture", texture],
  ["script", script],
  ["module", script],
  ["import", dynamicImport],
  ["stylesheet", stylesheet],
  ["preload", preload],
  ["audio", media],
  ["video", media],
  ["track", track],
  ["font", font],
  ["worker", worker],
  [
    "shape",
    silently(
      // NB: Firefox parses an attribute of the same text once, and loads what it names once, even what can't be decoded.
      ({ url }) =>
        `<div style="--style:${styles++};float:left;width:9px;height:9px;shape-outside:url('${url}')"></div>`,
      measureShape,
    ),
  ],
  [
    "mask",
    silently(
      ({ url }) =>
        `<div style="width:9px;height:9px;background:red;-webkit-mask-image:url('${url}');mask-image:url('${url}')"></div>`,
      measureMask,
    ),
  ],
  [
    "svg-use",
    silently(
      ({ url, fragment = "#x" }) =>
        `<svg width="9" height="9"><use href="${url}${fragment}"></use></svg>`,
      measureUse,
    ),
  ],
]);

export function elementLoad(api: Api): Load | undefined {
  return loads.get(api);
}
