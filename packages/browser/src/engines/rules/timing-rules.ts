/** What a page's resource timing gives away. */
export interface TimingRules {
  /** Whether what fails has an entry, and one that tells nothing or what its answer allows. */
  readonly ofFailed: "none" | "untold" | "by-answer";
  /** Whether there is an entry, if any of what fails, of what was refused before anything was asked; or unless `fetch` itself refused it. */
  readonly ofBlocked: "noted" | "unless-by-fetch" | "unnoted";
  /** Whether there is one of a worker that fails behind a redirect. */
  readonly ofLostWorkers: boolean;
  /** What is told of a redirect that a script follows by hand: what is of any answer, nothing, or times whoever answers. */
  readonly ofManualRedirects: "as-of-any" | "nothing" | "times";
  /** Whether an entry's name has the fragment of what was asked for, or unless that is a drawing that part of is used. */
  readonly namesFragment: "always" | "unless-drawing" | "never";
  /**
   * Whether there is an entry of what a script has fetched and not read, as it cannot read what is opaque: always, or
   * unless it is `no-store`.
   */
  readonly ofUnread: "noted" | "unless-unstored";
  /** For how many milliseconds there is none while nobody has read it. */
  readonly unreadFor: number;
  /**
   * What an element's answer of status 400 or more has none of, by destinations, and by `svg-use`: an entry at all, or a
   * size in it. Of what is left out it has both.
   */
  readonly ofErrors: ReadonlyMap<string, "unnoted" | "without-size">;
  /** Of which elements there is one more, and that once, where what they load is found in the memory of their page. */
  readonly ofFound: ReadonlySet<string>;
  /** Of what an EventSource has asked for there is one: always, or once an answer has ended that it has not been closed before. */
  readonly ofEventSource: "noted" | "ended";
  /** What the timing of an answer without CORS must be allowed: the origin that redirects have left, or the page's own. */
  readonly originWithoutCors: "serialized" | "unreplaced";
  /** Whether `transferSize` is told where times are, or where the page's own origin was asked first; see `tellsOwnSize`. */
  readonly transferSize: "with-times" | "of-own";
}
