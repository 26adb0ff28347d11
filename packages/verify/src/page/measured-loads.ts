import type { Outcome } from "./outcome.ts";
import type { ScriptRequest } from "./script-request.ts";

// Most of these tell of no end, and a busy machine takes its time.
const LOAD = 500;

/** Puts it where nothing else of the page moves it. */
function place(markup: string): HTMLElement {
  const holder = document.createElement("div");
  holder.style.cssText = "position:absolute;left:0;top:0;width:200px;font:10px/20px monospace";
  holder.innerHTML = markup;
  document.body.append(holder);
  return holder;
}

/** Looks at it after a while, and takes it out again. */
async function lookAfterwards<T>(holder: HTMLElement, look: () => T): Promise<T> {
  await new Promise((resolve) => setTimeout(resolve, LOAD));
  const seen = look();
  holder.remove();
  return seen;
}

/**
 * Text beside a float begins at the float's margin, unless a picture shapes it: whatever that shows, it ends
 * with the content. How far in it begins depends on how the browser scales the picture.
 */
export async function measureShape({ url }: ScriptRequest): Promise<Outcome> {
  const holder = place(
    `<div style="float:left;width:40px;height:40px;margin-right:30px;shape-outside:url('${url}')"></div><span>x</span>`,
  );
  const text = holder.querySelector("span")!;
  const left = await lookAfterwards(holder, () => text.getBoundingClientRect().left);
  return { result: "", readable: left === 70 ? "" : "shaped" };
}

/** What a drawing uses has a size, and browsers tell of its load or don't. */
export async function measureUse({ url, fragment = "#x" }: ScriptRequest): Promise<Outcome> {
  const holder = place('<svg width="40" height="40"></svg>');
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  const events: string[] = [];
  for (const type of ["load", "error"]) use.addEventListener(type, () => events.push(type));
  use.setAttribute("href", `${url}${fragment}`);
  holder.firstElementChild!.append(use);
  const width = await lookAfterwards(holder, () => use.getBBox().width);
  return { result: events.join(" "), readable: width > 0 ? "drawn" : "" };
}

/** A mask hides, and a script finds all as it was: sizes, boxes, what lies below a point. */
export async function measureMask({ url }: ScriptRequest): Promise<Outcome> {
  const image = `-webkit-mask:url('${url}') no-repeat;mask:url('${url}') no-repeat`;
  const holder = place(
    `<div style="width:40px;height:40px;${image}"></div><svg width="40" height="40"><rect width="40" height="40" style="${image}"/></svg>`,
  );
  const box = holder.firstElementChild!;
  const rectangle = holder.querySelector("rect")!;
  const seen = await lookAfterwards(holder, () =>
    [
      document.elementFromPoint(39, 39) === box,
      document.elementFromPoint(1, 1) === box,
      box.getBoundingClientRect().width,
      rectangle.getBBox().width,
      rectangle.getBoundingClientRect().width,
    ].join(" "),
  );
  return { result: "", readable: seen === "true true 40 40 40" ? "" : `masked ${seen}` };
}
