import type { FetchRequest } from "../../infrastructure/fetch-request.ts";
import type { NetworkFailure } from "../../infrastructure/network-error.ts";
import { deniedAcross } from "./redirects.ts";
import { cannotLoad, loadDenied } from "./subjects.ts";

/** The reason, what could not be loaded, and the reason again for the resource. */
export function ofAccess(
  reason: string | null,
  failure: NetworkFailure,
  request: FetchRequest,
  url: string = failure.url,
): readonly (string | null)[] {
  if (reason === null) return [];
  const whole = deniedAcross(reason, failure);
  return [
    whole,
    cannotLoad(url, request, whole),
    `Failed to load resource: ${whole}`,
    loadDenied(request),
  ];
}
