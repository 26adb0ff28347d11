/** The code of a note, for programs to read. */
export type MigrationNoteCode =
  | "origin/reflects-any"
  | "origin/listed-wildcard"
  | "origin/function"
  | "regexp/exact"
  | "regexp/stateful"
  | "regexp/loose-dot"
  | "regexp/any-scheme"
  | "regexp/more-labels"
  | "regexp/more-names"
  | "regexp/default-port"
  | "headers/reflected"
  | "names/wildcard"
  | "max-age/too-large"
  | "max-age/dropped"
  | "status/fixed"
  | "hook/earliest"
  | "cache-control/preflight"
  | "strict-preflight/app"
  | "keep-headers/always"
  | "private-network/abandoned";

/** The code of a problem, for programs to read. */
export type MigrationProblemCode =
  | "options/not-an-object"
  | "option/unknown"
  | "options/delegate"
  | "origin/unset"
  | "origin/form"
  | "origin/reflects-any-with-credentials"
  | "regexp/not-understood"
  | "regexp/matches-no-origin"
  | "regexp/open-start"
  | "regexp/open-end"
  | "regexp/part-of-a-label"
  | "regexp/part-of-the-port"
  | "regexp/custom-scheme"
  | "credentials/not-a-boolean"
  | "credentials/function"
  | "names/not-a-list"
  | "names/function"
  | "names/wildcard-with-credentials"
  | "max-age/not-seconds"
  | "status/not-ok"
  | "preflight/left-to-the-application"
  | "hook/unknown";

/** What differs after a migration: the only place where prose about it is written. `{write}` is what the note is about. */
export const noteTexts: Readonly<Record<MigrationNoteCode, string>> = {
  "origin/reflects-any":
    'lets in every origin, which without credentials is what "*" means; the answer no longer varies',
  "origin/listed-wildcard": '"*" in the list lets in everyone: it becomes allowOrigins: "*"',
  "origin/function":
    "the function is asked only about origins that browsers can send: never without Origin, never about null, nor with credentials about plain http. It has one second; only true or the origin itself allows, and an error or a late answer refuses instead of failing the request",
  "regexp/exact": "the expression becomes {write}",
  "regexp/stateful":
    "g makes the expression give another answer every other time; the patterns always give the same",
  "regexp/loose-dot":
    "an unescaped . stands for any character and lets in {write}; the patterns take it for a dot",
  "regexp/any-scheme": "the expression takes every scheme; the patterns take {write}",
  "regexp/more-labels":
    "the expression takes one label before the host; * stands for one or more, so that the names below those are let in too",
  "regexp/more-names":
    "the expression takes only some names before the host; * stands for all of them",
  "regexp/default-port": "the expression asks for a port; :* also stands for none",
  "headers/reflected":
    'every header that is asked for is allowed today: that is allowHeaders: ["*", "Authorization"]. Listing those that pages set is safer',
  "names/wildcard": '"*" covers the other names',
  "max-age/too-large": "no browser keeps a preflight for longer than 86400 seconds",
  "max-age/dropped":
    "0 is not sent today, so browsers keep a preflight for 5 seconds; nor is it now",
  "status/fixed": "a preflight is answered 204; every browser that asks takes that for success",
  "hook/earliest":
    "preflights are answered before every hook, and headers are set when they go out",
  "cache-control/preflight":
    "is not sent: responses to OPTIONS are not cacheable (RFC 9110 section 9.3.7), and maxAge is what browsers heed",
  "strict-preflight/app":
    "only a preflight is answered; every other OPTIONS request is the application's",
  "keep-headers/always": "errors have the headers too, or pages could not read what went wrong",
  "private-network/abandoned":
    "is not sent: browsers gave up Private Network Access for a permission prompt, which no header answers",
};

/** Why options are refused. `{value}` is what was given, `{write}` what the text says it is, `{library}` today's middleware. */
export const problemTexts: Readonly<Record<MigrationProblemCode, string>> = {
  "options/not-an-object": "{value} are no options; write an object, or nothing",
  "option/unknown": "{library} has no such option and ignores it; {write}",
  "options/delegate":
    "options made for each request can't be checked before the first one, and a preflight and its request may get different ones; write the policies down and let createCors(policies, { select }) name one by host, path and method, or let resolveOrigin decide about origins",
  "origin/unset":
    '{value} is what an environment variable gives that is not set, and {library} takes it for {write}; write the origins, leave the option out for "*", or write false where CORS is meant to be off',
  "origin/form":
    "{library} does not understand {value} here: {write}; write what is meant as a policy",
  "origin/reflects-any-with-credentials":
    "every site is let in with credentials, and can read what your users see when they are signed in; list the origins",
  "regexp/not-understood":
    "{value} is more than patterns can say; list the origins, or decide about them in resolveOrigin",
  "regexp/matches-no-origin": "{value} matches no origin that a browser sends",
  "regexp/open-start":
    "{value} is open at its start, so that any host that ends alike is let in{write}",
  "regexp/open-end":
    "{value} is open at its end, so that any host that begins alike is let in{write}",
  "regexp/part-of-a-label":
    "{value} takes a part of a name for any text, and patterns take whole labels{write}",
  "regexp/part-of-the-port": "{value} takes some ports; a pattern takes one, or all with :*",
  "regexp/custom-scheme":
    "{value} takes many origins of a scheme of its own, which are listed exactly",
  "credentials/not-a-boolean":
    "{value} is neither true nor false, and {library} takes it for {write}",
  "credentials/function":
    "credentials are allowed by policy and not by request: name a policy with credentials and one without, and choose with createCors(policies, { select })",
  "names/not-a-list": "{value} is neither a list nor text with commas",
  "names/function":
    "names made for each request can't be checked before the first one; list all of them, or choose a policy with createCors(policies, { select })",
  "names/wildcard-with-credentials":
    "* has no special meaning with credentials, so that nothing is allowed by it today; list the names",
  "max-age/not-seconds": "{value} is not a whole number of seconds, and browsers ignore it",
  "status/not-ok":
    "{value} is not a success, so that no browser accepts the preflight; leave it out",
  "preflight/left-to-the-application":
    "preflights would go on to authentication, rate limits and routing, where they fail; they are answered here, and other OPTIONS requests still reach the application. Leave it out",
  "hook/unknown":
    "{value} is not a hook; leave it out, as preflights are answered before every hook",
};
