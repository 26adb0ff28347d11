import {
  byteLowercase,
  isHttpTabOrSpaceByte,
  isHttpWhitespaceByte,
  isToken,
  trimBytes,
} from "./bytes.ts";
import { collectHttpQuotedString } from "./header-value.ts";

const QUOTATION_MARK = 0x22;
const SOLIDUS = 0x2f;
const SEMICOLON = 0x3b;
const EQUALS_SIGN = 0x3d;

/** https://mimesniff.spec.whatwg.org/#mime-type */
export interface MimeType {
  readonly type: string;
  readonly subtype: string;
  readonly essence: string;
  readonly parameters: ReadonlyMap<string, string>;
}

/**
 * Parse a MIME type; null for failure.
 *
 * https://mimesniff.spec.whatwg.org/#parse-a-mime-type
 */
export function parseMimeType(value: string): MimeType | null {
  // 1. Remove any leading and trailing HTTP whitespace from input.
  const input = trimBytes(value, isHttpWhitespaceByte);

  // 2. Let position be a position variable for input, initially pointing at the start of input.
  // 3. Let type be the result of collecting a sequence of code points that are not U+002F (/) from
  //    input, given position.
  let position = findByte(input, 0, SOLIDUS);
  const type = input.slice(0, position);

  // 4. If type is the empty string or does not solely contain HTTP token code points, then return
  //    failure.
  if (!isToken(type)) return null;

  // 5. If position is past the end of input, then return failure.
  if (position >= input.length) return null;

  // 6. Advance position by 1. (This skips past U+002F (/).)
  position++;

  // 7. Let subtype be the result of collecting a sequence of code points that are not U+003B (;)
  //    from input, given position.
  const startOfSubtype = position;
  position = findByte(input, position, SEMICOLON);

  // 8. Remove any trailing HTTP whitespace from subtype.
  const subtype = trimEnd(input.slice(startOfSubtype, position));

  // 9. If subtype is the empty string or does not solely contain HTTP token code points, then
  //    return failure.
  if (!isToken(subtype)) return null;

  // 10. Let mimeType be a new MIME type record whose type is type, in ASCII lowercase, and subtype
  //     is subtype, in ASCII lowercase.
  const mimeType = {
    type: byteLowercase(type),
    subtype: byteLowercase(subtype),
    essence: byteLowercase(`${type}/${subtype}`),
    parameters: parseParameters(input, position),
  };

  // 12. Return mimeType.
  return mimeType;
}

/**
 * The essence of the MIME type that the value parses as; null for failure.
 *
 * https://mimesniff.spec.whatwg.org/#mime-type-essence
 */
export function mimeTypeEssence(value: string): string | null {
  return parseMimeType(value)?.essence ?? null;
}

function parseParameters(input: string, startPosition: number): Map<string, string> {
  const parameters = new Map<string, string>();
  let position = startPosition;

  // 11. While position is not past the end of input:
  while (position < input.length) {
    // 1. Advance position by 1. (This skips past U+003B (;).)
    position++;

    // 2. Collect a sequence of code points that are HTTP whitespace from input given position.
    while (position < input.length && isHttpWhitespaceByte(input.charCodeAt(position))) position++;

    // 3. Let parameterName be the result of collecting a sequence of code points that are not
    //    U+003B (;) or U+003D (=) from input, given position.
    const startOfName = position;
    while (position < input.length && !isSemicolonOrEqualsSign(input.charCodeAt(position)))
      position++;

    // 4. Set parameterName to parameterName, in ASCII lowercase.
    const parameterName = byteLowercase(input.slice(startOfName, position));

    // 5. If position is not past the end of input, then:
    if (position < input.length) {
      // 1. If the code point at position within input is U+003B (;), then continue.
      if (input.charCodeAt(position) === SEMICOLON) continue;

      // 2. Advance position by 1. (This skips past U+003D (=).)
      position++;
    }

    // 6. If position is past the end of input, then break.
    if (position >= input.length) break;

    // 7. Let parameterValue be null.
    let parameterValue: string;

    // 8. If the code point at position within input is U+0022 ("), then:
    if (input.charCodeAt(position) === QUOTATION_MARK) {
      // 1. Set parameterValue to the result of collecting an HTTP quoted string from input, given
      //    position and true.
      const quotedString = collectHttpQuotedString(input, position);
      parameterValue = quotedString.value;

      // 2. Collect a sequence of code points that are not U+003B (;) from input, given position.
      position = findByte(input, quotedString.position, SEMICOLON);
    } else {
      // 9. Otherwise:
      //    1. Set parameterValue to the result of collecting a sequence of code points that are not
      //       U+003B (;) from input, given position.
      const startOfValue = position;
      position = findByte(input, position, SEMICOLON);

      //    2. Remove any trailing HTTP whitespace from parameterValue.
      parameterValue = trimEnd(input.slice(startOfValue, position));

      //    3. If parameterValue is the empty string, then continue.
      if (parameterValue === "") continue;
    }

    // 10. If all of the following are true
    //     - parameterName is not the empty string
    //     - parameterName solely contains HTTP token code points
    //     - parameterValue solely contains HTTP quoted-string token code points
    //     - mimeType's parameters[parameterName] does not exist
    //     then set mimeType's parameters[parameterName] to parameterValue.
    if (
      isToken(parameterName) &&
      isQuotedStringTokens(parameterValue) &&
      !parameters.has(parameterName)
    ) {
      parameters.set(parameterName, parameterValue);
    }
  }

  return parameters;
}

/** https://mimesniff.spec.whatwg.org/#http-quoted-string-token-code-point */
function isQuotedStringTokens(value: string): boolean {
  for (let position = 0; position < value.length; position++) {
    const byte = value.charCodeAt(position);
    if (isHttpTabOrSpaceByte(byte)) continue;
    if (byte < 0x20 || byte === 0x7f || byte > 0xff) return false;
  }
  return true;
}

/** The position of the byte, or the end. */
function findByte(input: string, start: number, byte: number): number {
  const position = input.indexOf(String.fromCharCode(byte), start);
  return position === -1 ? input.length : position;
}

function trimEnd(value: string): string {
  let end = value.length;
  while (end > 0 && isHttpWhitespaceByte(value.charCodeAt(end - 1))) end--;
  return value.slice(0, end);
}

function isSemicolonOrEqualsSign(byte: number): boolean {
  return byte === SEMICOLON || byte === EQUALS_SIGN;
}
