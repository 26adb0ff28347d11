import { positionIn, SourceError } from "../source-error.ts";
import { type CurlOption, curlOptions } from "./options.ts";
import type { Word } from "./word.ts";

/** An option with its argument, or an URL without an option. */
export interface CurlArgument {
  readonly option: CurlOption;
  /** Empty where it takes none. */
  readonly value: string;
  readonly offset: number;
}

const positional: CurlOption = { name: "URL", meaning: "url", hasArgument: true };

/** Reads a command's words as curl does: long options, short ones in a row, arguments attached or apart. */
export function curlArguments(text: string, words: readonly Word[]): CurlArgument[] {
  const found: CurlArgument[] = [];
  let index = 0;
  let isOptionsEnd = false;
  const argumentOf = (option: CurlOption, { offset }: Word): string => {
    index += 1;
    const word = words[index];
    if (word !== undefined) return word.text;
    throw new SourceError(
      "curl",
      positionIn(text, offset),
      option.name,
      `an argument after ${option.name}`,
    );
  };
  for (; index < words.length; index += 1) {
    const word = words[index]!;
    const { text: written, offset } = word;
    if (isOptionsEnd || written === "-" || !written.startsWith("-")) {
      found.push({ option: positional, value: written, offset });
    } else if (written === "--") {
      isOptionsEnd = true;
    } else if (written.startsWith("--")) {
      const { option, attached } = longOption(text, word);
      const value = !option.hasArgument ? "" : (attached ?? argumentOf(option, word));
      found.push({ option, value, offset });
    } else {
      // `-sSLX POST`, `-XPOST`: what follows one with an argument is its argument.
      for (let at = 1; at < written.length; at += 1) {
        const option = curlOptions.get(`-${written[at]!}`);
        if (option === undefined) throw unknownOption(text, word, `-${written[at]!}`);
        if (!option.hasArgument) {
          found.push({ option, value: "", offset });
          continue;
        }
        const attached = written.slice(at + 1);
        // NB: curl itself takes `-X=POST` for the method `=POST`; nobody means that.
        const value = attached === "" ? argumentOf(option, word) : attached.replace(/^=/, "");
        found.push({ option, value, offset });
        break;
      }
    }
  }
  return found;
}

function longOption(text: string, word: Word): { option: CurlOption; attached: string | null } {
  const equals = word.text.indexOf("=");
  const name = equals === -1 ? word.text : word.text.slice(0, equals);
  const attached = equals === -1 ? null : word.text.slice(equals + 1);
  const option = curlOptions.get(name) ?? negated(name);
  if (option === null) throw unknownOption(text, word, name);
  return { option, attached };
}

/** `--no-verbose` switches off what `--verbose` switches on. */
function negated(name: string): CurlOption | null {
  const plain = curlOptions.get(name.replace(/^--no-/, "--"));
  return plain === undefined || plain.hasArgument
    ? null
    : { name, meaning: "ignored", hasArgument: false };
}

function unknownOption(text: string, { offset }: Word, name: string): SourceError {
  return new SourceError("curl", positionIn(text, offset), name, "an option of curl");
}
