import type { ScenarioDraft } from "../scenario-draft.ts";
import { positionIn, SourceError } from "../source-error.ts";
import { cmdWords, isForCmd } from "./cmd-words.ts";
import { curlArguments } from "./curl-arguments.ts";
import { CurlCommand } from "./curl-command.ts";
import { posixWords } from "./posix-words.ts";

const COMMAND = /^(?:.*[/\\])?curl(?:\.exe)?$/i;

/** A prompt that was copied along. */
const PROMPT = /^\s*(?:[$#%>]|PS[^\n>]*>|[A-Z]:\\[^\n>]*>)\s+/;

/**
 * Reads a `curl` command: as browsers copy it, for bash and for cmd, or as people write it. What a browser says of itself in
 * its headers is told apart from what the script asked for.
 */
export function draftFromCurl(text: string): ScenarioDraft {
  const from = PROMPT.exec(text)?.[0].length ?? 0;
  // Offsets stay those of the text as it was given.
  const own = `${" ".repeat(from)}${text.slice(from)}`;
  const { words, isFollowed } = isForCmd(own) ? cmdWords(own) : posixWords(own);
  const [name, ...rest] = words;
  if (name === undefined || !COMMAND.test(name.text)) {
    throw new SourceError(
      "curl",
      positionIn(text, name?.offset ?? 0),
      name?.text ?? "",
      "a command that starts with curl",
    );
  }
  const command = new CurlCommand(text);
  for (const argument of curlArguments(text, rest)) if (!command.take(argument)) break;
  return command.finish(isFollowed);
}
