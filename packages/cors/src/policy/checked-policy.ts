import type { ParsedOrigin } from "./parse-origins.ts";
import type { Dangerously, Policy } from "./policy.ts";

/**
 * What TypeScript refuses before a policy ever runs. `CheckedPolicy<P>` is `P` where the policy is right; where it is not,
 * the field at fault becomes a sentence that says what to write, and the compiler shows it.
 *
 * Only literals can be checked here. A plain `string` is refused as well: text from the environment goes through
 * `parseOrigins`, data from files through `compilePolicy`. What types cannot see, construction refuses.
 */
export type CheckedPolicy<P extends Policy, Emptiness = "not-empty"> = {
  readonly [Field in keyof P]: Field extends keyof Policy
    ? CheckField<P, Field, Emptiness>
    : Refused<`${Field & string} is not a policy field`>;
} & { readonly allowOrigins: CheckOrigins<P["allowOrigins"], P, Emptiness> };

/** A type that no value has, whose name is the message. */
type Refused<Message extends string> = { readonly " wrong policy": Message };

type CheckField<P extends Policy, Field extends keyof Policy, Emptiness> = {
  allowOrigins: CheckOrigins<P["allowOrigins"], P, Emptiness>;
  allowCredentials: P["allowCredentials"];
  allowMethods: CheckEach<P["allowMethods"], "method">;
  allowHeaders: CheckRequestHeaders<P["allowHeaders"]>;
  exposeHeaders: P["exposeHeaders"] extends "*"
    ? MayHaveCredentials<P> extends true
      ? Refused<'exposeHeaders: "*" exposes nothing with allowCredentials; list the headers'>
      : "*"
    : CheckEach<P["exposeHeaders"], "response-header">;
  maxAge: CheckMaxAge<P["maxAge"]>;
  crossOriginResourcePolicy: P["crossOriginResourcePolicy"];
  timingAllowOrigin: P["timingAllowOrigin"];
  dangerously: CheckDangerously<P["dangerously"]>;
}[Field];

/** `allowCredentials: boolean` counts as true: it may be. */
type MayHaveCredentials<P extends Policy> = "allowCredentials" extends keyof P
  ? true extends P["allowCredentials"]
    ? true
    : false
  : false;

type Tolerates<P extends Policy, Danger extends keyof Dangerously> = P["dangerously"] extends {
  readonly [D in Danger]: true;
}
  ? true
  : false;

type CheckDangerously<D> = D extends object
  ? {
      readonly [Name in keyof D]: Name extends keyof Dangerously
        ? D[Name]
        : Refused<`dangerously.${Name & string} is not known`>;
    }
  : D;

type CheckOrigins<Origins, P extends Policy, Emptiness> = Origins extends "*"
  ? MayHaveCredentials<P> extends true
    ? Refused<'allowOrigins: "*" cannot be combined with allowCredentials; list the origins'>
    : "*"
  : Origins extends readonly string[]
    ? Origins extends readonly []
      ? Emptiness extends "may-be-empty"
        ? Origins
        : Refused<"allowOrigins is empty; list at least one origin">
      : { readonly [Index in keyof Origins]: CheckOrigin<Origins[Index], P> }
    : Refused<'allowOrigins is "*" or a list of origins'>;

type CheckOrigin<O, P extends Policy> = O extends ParsedOrigin
  ? O
  : string extends O
    ? Refused<"not known at compile time; use parseOrigins(text) or compilePolicy(input)">
    : O extends "*"
      ? Refused<'"*" stands alone: allowOrigins: "*"'>
      : O extends "null"
        ? MayHaveCredentials<P> extends true
          ? Tolerates<P, "allowNullOrigin"> extends true
            ? O
            : Refused<'"null" with credentials lets every site in; see dangerously.allowNullOrigin'>
          : O
        : O extends `${string},${string}` | `${string} ${string}`
          ? Refused<"one origin per element">
          : O extends `${infer Scheme}://${infer Authority}`
            ? IsLowerCase<O & string> extends true
              ? CheckAuthority<O, Scheme, Authority, P>
              : Refused<`write "${Lowercase<O & string>}": origins are in lower case`>
            : Refused<`"${O & string}" has no scheme; write "https://${O & string}"`>;

/** What holds a `${number}` is not a literal, and TypeScript does not know the case of digits; the rest is looked at at run time. */
type IsLowerCase<O extends string> =
  Record<never, never> extends Record<O, unknown> ? true : O extends Lowercase<O> ? true : false;

type CheckAuthority<
  O,
  Scheme extends string,
  Authority extends string,
  P extends Policy,
> = Authority extends ""
  ? Refused<"the origin has no host">
  : Scheme extends "file" | "data" | "blob"
    ? Refused<`pages of ${Scheme}: have no origin of their own`>
    : Authority extends `${infer Before}/${infer After}`
      ? After extends ""
        ? Refused<`write "${Scheme}://${Before}": an origin has no trailing slash`>
        : Refused<`write "${Scheme}://${Before}": an origin has no path`>
      : Authority extends `${string}?${string}` | `${string}#${string}` | `${string}@${string}`
        ? Refused<"an origin has no query, fragment or user information">
        : [Scheme, Authority] extends ["https", `${infer Host}:443`] | ["http", `${infer Host}:80`]
          ? Refused<`write "${Scheme}://${Host}": the default port is never part of an origin`>
          : HasStrayWildcard<Authority> extends true
            ? Refused<'* stands for whole labels at the left ("https://*.example.com") or for the port'>
            : MayHaveCredentials<P> extends true
              ? CheckDangers<O, Scheme, Authority, P>
              : O;

/** `*` anywhere but as a leading `*.` or a final `:*`. */
type HasStrayWildcard<Authority extends string> =
  WithoutPortWildcard<WithoutSubdomains<Authority>> extends `${string}*${string}` ? true : false;
type WithoutSubdomains<Authority extends string> = Authority extends `*.${infer Rest}`
  ? Rest
  : Authority;
type WithoutPortWildcard<Authority extends string> = Authority extends `${infer Rest}:*`
  ? Rest
  : Authority;

type CheckDangers<
  O,
  Scheme extends string,
  Authority extends string,
  P extends Policy,
> = Scheme extends "http"
  ? IsLoopback<Authority> extends true
    ? O
    : Tolerates<P, "allowInsecureOrigins"> extends true
      ? O
      : Refused<"plain http with credentials; use https or see dangerously.allowInsecureOrigins">
  : WithoutPortWildcard<Authority> extends `*.${infer Parent}`
    ? Parent extends `${string}.${string}` | "localhost"
      ? O
      : Tolerates<P, "allowPublicSuffixSubdomains"> extends true
        ? O
        : Refused<`*.${Parent} covers names that strangers can register; see dangerously.allowPublicSuffixSubdomains`>
    : O;

type Loopback = "localhost" | `${string}.localhost` | `127.${string}` | "[::1]";
type IsLoopback<Authority extends string> = Authority extends Loopback | `${Loopback}:${string}`
  ? true
  : false;

type ForbiddenMethod = "CONNECT" | "TRACE" | "TRACK";
type LowerCaseMethod = "delete" | "get" | "head" | "options" | "post" | "put";
type ForbiddenRequestHeader =
  | "cookie"
  | "host"
  | "origin"
  | "referer"
  | "connection"
  | "content-length"
  | "date"
  | "te"
  | "upgrade"
  | "via"
  | "access-control-request-method"
  | "access-control-request-headers"
  | `sec-${string}`
  | `proxy-${string}`;
type ResponseOnlyHeader =
  | `access-control-allow-${string}`
  | "access-control-expose-headers"
  | "access-control-max-age"
  | "set-cookie";

/** `"*"`, nothing, or a list whose every name is checked. */
type CheckEach<
  Names,
  Kind extends "method" | "request-header" | "response-header",
> = Names extends readonly string[]
  ? { readonly [Index in keyof Names]: CheckName<Names[Index], Kind> }
  : Names;

type CheckRequestHeaders<Names> = Names extends
  | readonly ["*", infer Name]
  | readonly [infer Name, "*"]
  ? Name extends string
    ? Lowercase<Name> extends "authorization"
      ? Names
      : CheckEach<Names, "request-header">
    : Names
  : CheckEach<Names, "request-header">;

type CheckName<Name, Kind> = Name extends "*"
  ? Refused<'"*" stands alone, not in a list'>
  : Name extends "" | `${string} ${string}` | `${string},${string}`
    ? Refused<"one name per element">
    : Kind extends "method"
      ? Name extends ForbiddenMethod
        ? Refused<`no script can send ${Name}`>
        : Name extends LowerCaseMethod
          ? Refused<`write "${Uppercase<Name>}": browsers send it in upper case`>
          : Name
      : CheckHeaderName<Name, Kind>;

type CheckHeaderName<Name, Kind> = Kind extends "request-header"
  ? Lowercase<Name & string> extends ForbiddenRequestHeader
    ? Refused<`no script can set ${Name & string}`>
    : Lowercase<Name & string> extends ResponseOnlyHeader
      ? Refused<`${Name & string} is a response header`>
      : Name
  : Lowercase<Name & string> extends "set-cookie" | "set-cookie2"
    ? Refused<"no script can read Set-Cookie">
    : Lowercase<Name & string> extends `access-control-${string}`
      ? Refused<`${Name & string} is part of the CORS protocol itself`>
      : Name;

type CheckMaxAge<Age> = Age extends number
  ? `${Age}` extends `-${string}`
    ? Refused<"maxAge is negative; write 0 to turn the preflight cache off">
    : `${Age}` extends `${string}.${string}`
      ? Refused<"maxAge is a whole number of seconds">
      : Age
  : Age;
