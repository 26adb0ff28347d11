import type { Body } from "./script-request.ts";

/** The value to hand to `fetch` or `send`. */
export function bodyValue(body: Body): BodyInit {
  const text = "x".repeat(body.size ?? 3);
  switch (body.kind) {
    case "text":
      return text;
    case "empty-text":
      return "";
    case "blob":
      return new Blob([text], { type: body.type });
    case "buffer":
      return new TextEncoder().encode(text).buffer;
    case "search-params":
      return new URLSearchParams({ chicken: text });
    case "form-data": {
      const data = new FormData();
      data.append("chicken", text);
      return data;
    }
    case "stream":
      return new ReadableStream({
        start(controller) {
          controller.enqueue(new TextEncoder().encode(text));
          controller.close();
        },
      });
  }
}
