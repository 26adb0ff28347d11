export interface StreamedEvent {
  readonly type: string;
  readonly data: string;
}

// A line that never ends would otherwise be kept for ever.
const MAX_LINE = 1 << 20;

/** https://html.spec.whatwg.org/#event-stream-interpretation */
export class EventStream {
  readonly #decoder = new TextDecoder();
  #rest = "";
  #data: string[] = [];
  #type = "";

  /** The events that these bytes complete. */
  push(bytes: Uint8Array): StreamedEvent[] {
    // What was there before holds no end of a line, but a carriage return that may be half of one.
    let from = Math.max(0, this.#rest.length - 1);
    this.#rest += this.#decoder.decode(bytes, { stream: true });
    const events: StreamedEvent[] = [];
    const lineEnd = /\r\n|\n|\r(?!$)/g;
    let start = 0;
    for (;;) {
      lineEnd.lastIndex = from;
      const end = lineEnd.exec(this.#rest);
      if (end === null) break;
      const event = this.#take(this.#rest.slice(start, end.index));
      if (event !== null) events.push(event);
      start = from = lineEnd.lastIndex;
    }
    this.#rest = this.#rest.slice(start);
    if (this.#rest.length > MAX_LINE)
      throw new RangeError("A line of the event stream is too long");
    return events;
  }

  #take(line: string): StreamedEvent | null {
    // If the line is empty (a blank line), dispatch the event.
    if (line === "") return this.#dispatch();
    // If the line starts with a U+003A COLON character (:), ignore the line.
    // If the line contains a colon, collect the characters before the first one as field, and those
    // after it, without one leading space, as value.
    const colon = line.indexOf(":");
    const field = colon === -1 ? line : line.slice(0, colon);
    const value = colon === -1 ? "" : line.slice(colon + 1).replace(/^ /, "");
    if (field === "event") this.#type = value;
    else if (field === "data") this.#data.push(value);
    return null;
  }

  #dispatch(): StreamedEvent | null {
    // 2. If the data buffer is an empty string, set the data buffer and the event type buffer to the
    //    empty string and return.
    const event =
      this.#data.length === 0
        ? null
        : { type: this.#type === "" ? "message" : this.#type, data: this.#data.join("\n") };
    this.#data = [];
    this.#type = "";
    return event;
  }
}
