import type { FetchRequest } from "../../infrastructure/fetch-request.ts";

/** Which interface made a request, as WebKit calls it. */
export function nameOf({ initiator }: FetchRequest): string {
  switch (initiator) {
    case "xmlhttprequest":
      return "XMLHttpRequest";
    case "beacon":
      return "Beacon API";
    case "event-source":
      return "EventSource";
    default:
      return "Fetch API";
  }
}

/** That something could not be loaded; null of what says nothing of itself. */
export function cannotLoad(url: string, request: FetchRequest, reason: string): string | null {
  const { initiator, element, destination } = request;
  if (initiator === "beacon") return `${nameOf(request)} cannot load ${url}. ${reason}`;
  const checks = "due to access control checks.";
  if (initiator !== "element") return `${nameOf(request)} cannot load ${url} ${checks}`;
  if (element === "image") return `Cannot load image ${request.urlList[0]!.href} ${checks}`;
  return destination === "worker" ? `Cannot load ${url} ${checks}` : null;
}

/** What some elements add when it was CORS. */
export function loadDenied({ element }: Pick<FetchRequest, "element">): string | null {
  switch (element) {
    case "script":
      return "Cross-origin script load denied by Cross-Origin Resource Sharing policy.";
    case "track":
      return "Cross-origin text track load denied by Cross-Origin Resource Sharing policy.";
    default:
      return null;
  }
}

/** What is said of an address that a page keeps from itself, and the end of that line. */
export const unsafeAttempt = (url: string, { client }: FetchRequest): string =>
  `Unsafe attempt to load URL ${url} from origin ${client.origin.serialization}. Domains, protocols and ports must match.\n`;

export const restrictedPort = (port: string, url: string): string =>
  `Not allowed to use restricted network port ${port}: ${url}`;

export function deniedTaking(
  request: FetchRequest,
  by: "by-preload" | "by-itself",
): readonly string[] {
  const denied = loadDenied(request);
  if (denied !== null) return [denied];
  // NB: Of a picture it is told twice.
  const line = by === "by-preload" ? cannotLoad(request.urlList[0]!.href, request, "") : null;
  return line === null ? [] : [line, line];
}
