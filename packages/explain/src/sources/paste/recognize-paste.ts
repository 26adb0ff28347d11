/** What a pasted text is, by how it begins. */
export type PasteKind =
  | "console"
  | "curl"
  | "har"
  | "header-json"
  | "headers"
  | "powershell"
  | "scenario"
  | "script"
  | "url";

// A shell's sign, or a person's: `$ `, `PS C:\> `, `user@host:~$ `.
const PROMPT = String.raw`(?:[\w.@:~/\\-]*[$#%>]|PS [^\n>]*>|[A-Z]:\\[^\n>]*>)?\s*`;
const CURL = new RegExp(String.raw`^${PROMPT}(?:\S*[/\\])?curl(?:\.exe)?\s`, "i");
const HEAD =
  /^(?:[<*>]\s*)?(?:HTTP\/\d|[A-Z]+ \S+ HTTP\/\d)|^\* +(?:Trying|Host |Connected|Rebuilt|processing|Uses |Could not)|^:(?:status|authority|method|path|scheme)\b/i;
/** What a browser's network panel has above or among the headers. */
const PANEL =
  /^(?:(?:Request URL|Request Method|Status Code|Remote Address|Referrer Policy)\s*:?\s*(?:\n|https?:|\S)|General$|Response Headers\b|Request Headers\b|Summary\s*\n\s*URL:)/im;
const SCRIPT =
  /\bfetch\s*\(|\baxios\b[\w.]*\s*[(<]|\$\.(?:ajax|get|post|getJSON)\s*\(|\bjQuery\.(?:ajax|get|post|getJSON)\s*\(|\bXMLHttpRequest\s*\(\s*\)|\$http\b|\.open\(\s*['"][A-Za-z]+['"]\s*,|\baxios\.create\b/i;
const CONSOLE =
  /blocked|denied|not allowed by|\berror\b|failed|Reason:|access control checks|Refused to|Mixed Content|net::ERR_|CORS/i;

/** What scripts print of an error, and loggers of a console's line, as JSON. */
const LOGGED =
  /"(?:ERR_NETWORK|Network Error|Unknown Error)"|"(?:[^"\\]|\\.){0,400}(?:Access to |Cross-Origin Request Blocked|access control checks|Mixed Content|net::ERR_|Refused to |by Access-Control-Allow-Origin|Content.Security.Policy|Failed to fetch|Load failed|NetworkError when)/;

export function recognizePaste(text: string): PasteKind {
  const start = text.trimStart();
  if (CURL.test(start)) return "curl";
  if (/^https?:\/\/\S+$/i.test(start.trimEnd())) return "url";
  if (start.startsWith("{")) return ofJson(start);
  // Entries that somebody took out of a HAR.
  if (/^\[\s*\{\s*"(?:startedDateTime|request|pageref|_\w+|connection)"/.test(start)) return "har";
  if (/\bInvoke-(?:WebRequest|RestMethod)\b/i.test(start)) return "powershell";
  if (HEAD.test(start)) return "headers";
  // A line of a console may stand beside a script's; what it says counts.
  if (/^Access to |Cross-Origin Request (?:Blocked|Warning)/m.test(start)) return "console";
  if (SCRIPT.test(start) && !/^(?:Uncaught|TypeError|GET|POST|\[Error\])\b/.test(start))
    return "script";
  if (PANEL.test(start)) return "headers";
  const isNamed =
    /^[A-Za-z][\w-]*:(?:\s|$)/.test(start) &&
    !/^(?:\w+Error|Mixed Content|Error|Reason|Refused|SEC\d+|SCRIPT\d+|CORS\d*)\b/.test(start);
  if (isNamed && !CONSOLE.test(start.split("\n", 1)[0]!)) return "headers";
  return /^access-control-[\w-]+\n/im.test(start) && !/blocked|disallows/i.test(start)
    ? "headers"
    : "console";
}

function ofJson(start: string): PasteKind {
  // An object as scripts and consoles write it.
  if (!/^\{\s*["}]/.test(start) && CONSOLE.test(start)) return "console";
  if (/^\{\s*"(?:Response|Request) Headers? ?\(/i.test(start)) return "header-json";
  const isLogged = LOGGED.test(start) && !/"(?:answers|entries|startedDateTime)"\s*:/.test(start);
  if (isLogged) return "console";
  // Loggers begin alike, with texts.
  const isHar =
    /^\{\s*"(?:(?:log|request|cache|timings)"\s*:\s*\{|time"\s*:\s*[-\d]|(?:startedDateTime|_\w+|pageref|connection|serverIPAddress)")/.test(
      start,
    );
  // Ours name the page first or have answers; a HAR's entry has a response.
  const isScenario = /"answers"\s*:/.test(start) && !/"startedDateTime"/.test(start);
  return isHar && !isScenario ? "har" : "scenario";
}
