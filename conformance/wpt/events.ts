export function eventOf(type: string, members: Record<string, unknown> = {}): Event {
  const event = new Event(type);
  for (const [name, value] of Object.entries(members))
    Object.defineProperty(event, name, { value });
  return event;
}

export function callHandler(target: object, event: Event): void {
  const handler = (target as Record<string, unknown>)[`on${event.type}`];
  if (typeof handler === "function") handler.call(target, event);
}
