import { element, headerLine } from "./script-view.js";

/** Headers that are shown; what has nothing to do with the matter is folded away. */
const TELLING = new Set([
  "origin",
  "cookie",
  "set-cookie",
  "vary",
  "content-type",
  "x-request-id",
  "x-served-by",
]);
const MAX_BODY = 2_000;

/** What went over the wire: a sentence, and every message as the API received and sent it. */
export function renderWire(messages, seen) {
  return [
    element("p", "summary", summary(messages, seen)),
    element("ol", "messages", ...messages.map(renderMessage)),
  ];
}

function summary(messages, seen) {
  const [first, second] = messages;
  if (first === undefined) return "Nothing reached the API. Is it still running?";
  if (first.method !== "OPTIONS") return `No preflight. ${sentence(first, seen)}`;
  const preflight = `A preflight, answered ${statusOf(first)}.`;
  if (second === undefined) return `${preflight} No ${askedMethod(first)} followed.`;
  return `${preflight} ${sentence(second, seen)}`;
}

function sentence(message, seen) {
  if (message.response === null) return `The ${message.method} was not answered.`;
  const answered = `The ${message.method} was answered ${statusOf(message)}`;
  return seen.kind === "error"
    ? `${answered}, and the browser kept the answer from the script.`
    : `${answered}.`;
}

function statusOf(message) {
  return message.response?.startLine.split(" ")[1] ?? "not at all";
}

function askedMethod(message) {
  const asked = message.request.headers.find(
    ([name]) => name.toLowerCase() === "access-control-request-method",
  );
  return asked?.[1] ?? "request";
}

function renderMessage(message) {
  const { request, response } = message;
  return element(
    "li",
    "message",
    renderHalf("request", "Browser to API", request),
    response === null
      ? element("p", "empty", "The API sent no answer.")
      : renderHalf("response", "API to browser", response),
  );
}

function renderHalf(kind, direction, half) {
  const telling = half.headers.filter(([name]) => isTelling(name));
  const others = half.headers.filter(([name]) => !isTelling(name));
  const made = element(
    "div",
    `half ${kind}`,
    element("p", "direction", direction),
    element("div", "line start", half.startLine),
    ...telling.map((header) => headerLine(header, isCors(header[0]) ? "cors" : "")),
  );
  if (others.length > 0) {
    const count = others.length === 1 ? "1 other header" : `${others.length} other headers`;
    const folded = element("details", "others", element("summary", "", count));
    folded.append(...others.map((header) => headerLine(header)));
    made.append(folded);
  }
  if (half.body !== "") made.append(element("div", "line body", clip(half.body)));
  return made;
}

function isTelling(name) {
  return TELLING.has(name.toLowerCase()) || isCors(name);
}

function isCors(name) {
  const lower = name.toLowerCase();
  return lower === "origin" || lower === "vary" || lower.startsWith("access-control-");
}

function clip(text) {
  return text.length <= MAX_BODY ? text : `${text.slice(0, MAX_BODY)}…`;
}
