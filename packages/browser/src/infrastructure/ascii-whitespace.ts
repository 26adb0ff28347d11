/** https://infra.spec.whatwg.org/#ascii-whitespace */
export const isAsciiWhitespace = (byte: number): boolean =>
  byte === 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0c || byte === 0x0d;
