/**
 * https://fetch.spec.whatwg.org/#null-body-status
 *
 * "A null body status is a status that is 101, 103, 204, 205, or 304."
 */
export function isNullBodyStatus(status: number): boolean {
  return status === 101 || status === 103 || status === 204 || status === 205 || status === 304;
}

/**
 * https://fetch.spec.whatwg.org/#ok-status
 *
 * "An ok status is a status in the range 200 to 299, inclusive."
 */
export function isOkStatus(status: number): boolean {
  return status >= 200 && status <= 299;
}

/**
 * https://fetch.spec.whatwg.org/#range-status
 *
 * "A range status is a status that is 206 or 416."
 */
export function isRangeStatus(status: number): boolean {
  return status === 206 || status === 416;
}

/**
 * https://fetch.spec.whatwg.org/#redirect-status
 *
 * "A redirect status is a status that is 301, 302, 303, 307, or 308."
 */
export function isRedirectStatus(status: number): boolean {
  return status === 301 || status === 302 || status === 303 || status === 307 || status === 308;
}
