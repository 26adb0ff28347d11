import type { UpgradeRules } from "./upgrade-rules.ts";
import type { Destination } from "../../infrastructure/fetch-request.ts";

/** What is blocked before anything is asked: mixed content, and hosts that nothing goes to. */
export interface BlockingRules {
  /** Whether what a redirect makes mixed content is refused only once its preflight has been answered. */
  readonly mixedContentAfterPreflight: boolean;
  /** Whether a frame over plain http restricts what it loads because a document around it came over https. */
  readonly mixedContentByAncestors: boolean;
  /** What mixed content passes as it is, by its destination. */
  readonly mixedContentPasses: ReadonlySet<Destination>;
  readonly upgrades: UpgradeRules;
  /** Hosts to which no connection is made. */
  readonly unreachableHosts: ReadonlySet<string>;
  /** Hosts that nothing is asked of, whatever the port. */
  readonly restrictedHosts: ReadonlySet<string>;
  /** Whether pictures and sound of https pages may come over plain http where nothing upgrades them. */
  readonly mediaMayBeMixedContent: boolean;
  /** Whether https pages may load from plain http on loopback addresses. */
  readonly loopbackIsMixedContent: boolean;
  /** Of loopback addresses, those from which they load pictures and sound over https instead. */
  readonly upgradedLoopback: ReadonlySet<string>;
  /**
   * Whether https pages may load over plain http what is surely in the local network, where the user lets them: addresses that are not
   * public, names in `.local`, and what `fetch` says of its URL by `targetAddressSpace`. And whether a page that came over no network may ask nothing
   * of such addresses.
   *
   * https://wicg.github.io/local-network-access/#mixed-content
   */
  readonly localNetworkAccess: boolean;
}
