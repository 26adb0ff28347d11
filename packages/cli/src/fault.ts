import { redactText } from "@crosswalk/explain";

/** The variable that has a fault tell where it happened. */
export const DEBUG = "CROSSWALK_DEBUG";

const LONGEST = 300;
// Secrets are hidden before the message is cut: half of one would not be found.
const LONGEST_READ = 4 * LONGEST;

/**
 * What is said where Crosswalk itself failed. What an exception says may repeat what was pasted: whatever looks secret in it,
 * or followed a secret's name in the words of the command, is left out.
 */
export function faultMessage(
  error: unknown,
  {
    command,
    words,
    isDebugging,
  }: { command: string; words: readonly string[]; isDebugging: boolean },
): string {
  const hide = hider(words);
  const name = error instanceof Error ? error.name : typeof error;
  const [first = ""] = (error instanceof Error ? error.message : String(error)).split("\n");
  const lines = [
    `${command}: this should not have happened: ${name}: ${hide(first.slice(0, LONGEST_READ)).slice(0, LONGEST)}`,
    "It is a fault of Crosswalk, and says nothing of your server. Please report this message, the command without its secrets,",
    `and the versions: node ${process.version}, ${process.platform} ${process.arch}.`,
    isDebugging ? hide(framesOf(error)) : `${DEBUG}=1 tells where it happened.`,
  ];
  return `${lines.join("\n")}\n`;
}

/** The stack without the message, which comes first in it. */
function framesOf(error: unknown): string {
  const lines = error instanceof Error ? (error.stack ?? "").split("\n") : [];
  const frames = lines.filter((line) => /^\s+at /.test(line));
  return frames.length === 0 ? "It has no stack." : frames.join("\n");
}

// Its value is a secret to the end of the header or word.
const named =
  /(?:authorization|cookie|token|secret|password|passwd|api-?key|session)[\w-]*["']?\s*[:=]\s*["']?([^"'\n]+)/gi;
const userOption = /(?:^|\s)(?:-u|--user|-b|--cookie)\s+["']?([^"'\n]+)/gi;

// A word this long with letters and digits is no prose.
const looksSecret = /\b(?=[\w.+/=-]*\d)(?=[\w.+/=-]*[a-z])[\w.+/=-]{16,}/gi;

const secretsIn = (texts: readonly string[]): string[] =>
  texts
    .flatMap((word) => [...word.matchAll(named), ...word.matchAll(userOption)])
    .flatMap(([, value]) => value!.split(/[\s;,=]+/))
    .filter((part) => part.length >= 4)
    .sort((one, other) => other.length - one.length);

function hider(words: readonly string[]): (text: string) => string {
  const given = secretsIn(words);
  return (text) => {
    let result = redactText(text);
    // What was piped in or read from a file is in no word of the command.
    for (const secret of [...given, ...secretsIn([text])])
      result = result.replaceAll(secret, "redacted");
    // Places in files are long words, too.
    return result.replace(/^(?!\s+at ).*$/gm, (line) => line.replace(looksSecret, "redacted"));
  };
}
