import type { Case } from "../case.ts";
import type { DriverName } from "../drivers/driver.ts";
import { casesOf } from "./generate.ts";
import { chromiumSituations } from "./supplement-chromium.ts";
import { chromiumAskedAboutSituations } from "./supplement-chromium-asked-about.ts";
import { chromiumMemoryAskedSituations } from "./supplement-chromium-memory-asked.ts";
import { chromiumBeyondSituations } from "./supplement-chromium-beyond.ts";
import { chromiumByteSituations } from "./supplement-chromium-bytes.ts";
import { chromiumClearedSituations } from "./supplement-chromium-cleared.ts";
import { chromiumEndingSituations } from "./supplement-chromium-endings.ts";
import { chromiumHeadSituations } from "./supplement-chromium-heads.ts";
import { chromiumLoadSituations } from "./supplement-chromium-loads.ts";
import { chromiumLookSituations } from "./supplement-chromium-looks.ts";
import { chromiumMemorySituations } from "./supplement-chromium-memory.ts";
import { chromiumPartSituations } from "./supplement-chromium-parts.ts";
import { chromiumPictureSituations } from "./supplement-chromium-pictures.ts";
import { chromiumRangeSituations } from "./supplement-chromium-ranges.ts";
import { chromiumRestSituations } from "./supplement-chromium-rest.ts";
import { chromiumSpellingSituations } from "./supplement-chromium-spellings.ts";
import { chromiumStoredSituations } from "./supplement-chromium-stored.ts";
import { chromiumToldSituations } from "./supplement-chromium-told.ts";
import { chromiumUntoldSituations } from "./supplement-chromium-untold.ts";
import { firefoxSituations } from "./supplement-firefox.ts";
import { firefoxBrokenStreamSituations } from "./supplement-firefox-broken-streams.ts";
import { firefoxBodyTypeSituations } from "./supplement-firefox-body-types.ts";
import { firefoxBeaconSituations } from "./supplement-firefox-beacons.ts";
import { firefoxCacheSituations } from "./supplement-firefox-caches.ts";
import { firefoxConsoleSituations } from "./supplement-firefox-consoles.ts";
import { firefoxCookieSituations } from "./supplement-firefox-cookies.ts";
import { firefoxExpirySituations } from "./supplement-firefox-expiries.ts";
import { firefoxFontSituations } from "./supplement-firefox-fonts.ts";
import { firefoxKeptAliveSituations } from "./supplement-firefox-kept-alive.ts";
import { firefoxMediaSituations } from "./supplement-firefox-media.ts";
import { firefoxMixedSituations } from "./supplement-firefox-mixed.ts";
import { firefoxNowhereSituations } from "./supplement-firefox-nowhere.ts";
import { firefoxOpaqueSituations } from "./supplement-firefox-opaque.ts";
import { firefoxOutcomeSituations } from "./supplement-firefox-outcomes.ts";
import { firefoxFamilyNameSituations } from "./supplement-firefox-family-names.ts";
import { firefoxUsedAgainSituations } from "./supplement-firefox-used-again.ts";
import { malformedFontSituations } from "./supplement-malformed-fonts.ts";
import { firefoxOwnSchemeSituations } from "./supplement-firefox-own-schemes.ts";
import { firefoxOwnHostSituations } from "./supplement-firefox-own-hosts.ts";
import { firefoxOwnUpgradeSituations } from "./supplement-firefox-own-upgrades.ts";
import { firefoxPreloadSituations } from "./supplement-firefox-preloads.ts";
import { firefoxSchemeSituations } from "./supplement-firefox-schemes.ts";
import { firefoxStatusLineSituations } from "./supplement-firefox-status-lines.ts";
import { firefoxStreamSituations } from "./supplement-firefox-streams.ts";
import { firefoxTypeSituations } from "./supplement-firefox-types.ts";
import { firefoxUpgradedHopSituations } from "./supplement-firefox-upgraded-hops.ts";
import { firefoxUseSituations } from "./supplement-firefox-uses.ts";
import { firefoxWireSituations } from "./supplement-firefox-wire.ts";
import { firefoxWorkerSituations } from "./supplement-firefox-workers.ts";
import { addressSituations } from "./supplement-addresses.ts";
import { answerSituations, readSituations } from "./supplement-answers.ts";
import { brokenOffSituations } from "./supplement-broken-off.ts";
import { codingSituations } from "./supplement-codings.ts";
import { cookieLineSituations } from "./supplement-cookie-lines.ts";
import { emptyAddressSituations } from "./supplement-empty-addresses.ts";
import { entrySituations } from "./supplement-entries.ts";
import { dataPageSituations } from "./supplement-data-pages.ts";
import { filePageSituations } from "./supplement-file-pages.ts";
import { integritySituations } from "./supplement-integrity.ts";
import { keptCases } from "./supplement-kept.ts";
import { autoUpgradeSituations } from "./supplement-loads-auto-upgrades.ts";
import { loadedAddressSituations } from "./supplement-loads-addresses.ts";
import { beaconSituations } from "./supplement-loads-beacons.ts";
import { documentSituations } from "./supplement-loads-documents.ts";
import { drawingSituations } from "./supplement-loads-drawings.ts";
import { ephemeralSituations } from "./supplement-loads-ephemeral.ts";
import { loadedIntegritySituations } from "./supplement-loads-integrity.ts";
import { mediaSituations } from "./supplement-loads-media.ts";
import { mixedContentSituations } from "./supplement-loads-mixed.ts";
import { pictureSituations } from "./supplement-loads-pictures.ts";
import { preloadSituations } from "./supplement-loads-preloads.ts";
import { loadedTypeSituations } from "./supplement-loads-types.ts";
import { upgradeSituations } from "./supplement-loads-upgrades.ts";
import { ownHeaderSituations } from "./supplement-own-headers.ts";
import { textureSituations } from "./supplement-textures.ts";
import { unledSituations } from "./supplement-unled.ts";
import { webkitSituations } from "./supplement-webkit.ts";
import { foundAgainSituations } from "./supplement-webkit-found-again.ts";
import { fontSituations } from "./supplement-webkit-fonts.ts";
import { headSituations } from "./supplement-webkit-heads.ts";
import { askedAgainSituations } from "./supplement-webkit-asked-again.ts";
import { besidePreloadSituations } from "./supplement-webkit-preloads-beside.ts";
import { refusedPreloadSituations } from "./supplement-webkit-refused-preloads.ts";
import { integrityLengthSituations } from "./supplement-webkit-integrity-lengths.ts";
import { ledNowhereSituations } from "./supplement-webkit-led-nowhere.ts";
import { metadataTypeSituations } from "./supplement-webkit-metadata-types.ts";
import { listedTypeSituations } from "./supplement-webkit-types.ts";
import { turnSituations } from "./supplement-webkit-turns.ts";
import { timingSituations } from "./supplement-webkit-timing.ts";

/**
 * Cases that were thought of after the recordings: what tells entries of an engine's profile that no
 * recorded case had told, pages of files, and textures. They are recorded apart, so that the
 * recordings keep their digests.
 */
export function supplementCases(browser: DriverName): Case[] {
  return [
    ...casesOf("entries", entrySituations()),
    ...casesOf("file-pages", filePageSituations()),
    // Firefox has no WebGL without a screen.
    ...(browser === "firefox" ? [] : casesOf("textures", textureSituations())),
    ...casesOf("integrity", integritySituations()),
    ...casesOf("loaded-addresses", loadedAddressSituations(browser)),
    ...casesOf("loaded-beacons", beaconSituations(browser)),
    ...casesOf("loaded-documents", documentSituations()),
    ...casesOf("loaded-drawings", drawingSituations()),
    ...casesOf("loaded-integrity", loadedIntegritySituations()),
    ...casesOf("loaded-media", mediaSituations()),
    ...casesOf("loaded-mixed", mixedContentSituations(browser)),
    ...casesOf("loaded-pictures", pictureSituations(browser)),
    ...casesOf("loaded-preloads", preloadSituations(browser)),
    ...casesOf("loaded-types", loadedTypeSituations(browser)),
    ...casesOf("loaded-upgrades", upgradeSituations(browser)),
    ...(browser === "webkit" ? casesOf("loaded-ephemeral", ephemeralSituations()) : []),
    ...(browser === "chromium" ? casesOf("chromium-entries", chromiumSituations()) : []),
    ...(browser === "chromium" ? casesOf("chromium-loads", chromiumLoadSituations()) : []),
    ...(browser === "chromium" ? casesOf("chromium-bytes", chromiumByteSituations()) : []),
    ...(browser === "chromium" ? casesOf("chromium-stored", chromiumStoredSituations()) : []),
    ...(browser === "chromium" ? casesOf("chromium-endings", chromiumEndingSituations()) : []),
    ...(browser === "chromium" ? casesOf("chromium-pictures", chromiumPictureSituations()) : []),
    ...(browser === "firefox" ? casesOf("firefox-entries", firefoxSituations()) : []),
    ...(browser === "firefox" ? casesOf("firefox-caches", firefoxCacheSituations()) : []),
    ...(browser === "firefox" ? casesOf("firefox-outcomes", firefoxOutcomeSituations()) : []),
    ...(browser === "firefox" ? casesOf("refused-types", firefoxTypeSituations()) : []),
    ...(browser === "firefox" ? casesOf("firefox-wire", firefoxWireSituations()) : []),
    ...(browser === "firefox" ? casesOf("firefox-schemes", firefoxSchemeSituations()) : []),
    ...(browser === "firefox" ? casesOf("led-nowhere", firefoxNowhereSituations()) : []),
    ...(browser === "firefox" ? casesOf("other-fonts", firefoxFontSituations()) : []),
    ...(browser === "firefox" ? casesOf("other-workers", firefoxWorkerSituations()) : []),
    ...(browser === "firefox" ? casesOf("refused-cookies", firefoxCookieSituations()) : []),
    ...(browser === "firefox" ? casesOf("looked-into", firefoxOpaqueSituations()) : []),
    ...(browser === "firefox" ? casesOf("beacon-types", firefoxBeaconSituations()) : []),
    ...(browser === "firefox" ? casesOf("used-drawings", firefoxUseSituations()) : []),
    ...(browser === "firefox" ? casesOf("console-lines", firefoxConsoleSituations()) : []),
    ...(browser === "firefox" ? casesOf("moved-streams", firefoxStreamSituations()) : []),
    ...(browser === "webkit" ? casesOf("webkit-entries", webkitSituations()) : []),
    ...keptCases(),
    ...casesOf("answers", answerSituations()),
    ...(browser === "webkit" ? casesOf("reads", readSituations()) : []),
    ...casesOf("codings", codingSituations()),
    ...casesOf("own-headers", ownHeaderSituations()),
    ...casesOf("cookie-lines", cookieLineSituations()),
    ...casesOf("addresses", addressSituations(browser)),
    ...casesOf("unled", unledSituations()),
    ...casesOf("auto-upgrades", autoUpgradeSituations(browser)),
    ...(browser === "chromium" ? casesOf("chromium-rest", chromiumRestSituations()) : []),
    ...casesOf("empty-addresses", emptyAddressSituations()),
    ...(browser === "chromium" ? casesOf("chromium-memory", chromiumMemorySituations()) : []),
    ...(browser === "chromium" ? casesOf("chromium-looks", chromiumLookSituations()) : []),
    ...(browser === "chromium" ? casesOf("chromium-ranges", chromiumRangeSituations()) : []),
    ...(browser === "chromium" ? casesOf("chromium-beyond", chromiumBeyondSituations()) : []),
    ...(browser === "chromium" ? casesOf("chromium-told", chromiumToldSituations()) : []),
    ...(browser === "chromium" ? casesOf("chromium-parts", chromiumPartSituations()) : []),
    ...(browser === "chromium" ? casesOf("chromium-cleared", chromiumClearedSituations()) : []),
    ...(browser === "chromium" ? casesOf("chromium-untold", chromiumUntoldSituations()) : []),
    ...(browser === "chromium" ? casesOf("chromium-heads", chromiumHeadSituations()) : []),
    ...(browser === "chromium" ? casesOf("chromium-spellings", chromiumSpellingSituations()) : []),
    ...casesOf("broken-off", brokenOffSituations(browser)),
    // NB: WebKit's inspector leads no document there.
    ...(browser === "webkit" ? [] : casesOf("data-pages", dataPageSituations())),
    ...(browser === "webkit" ? casesOf("webkit-timing", timingSituations()) : []),
    ...(browser === "webkit" ? casesOf("webkit-asked-again", askedAgainSituations()) : []),
    ...(browser === "webkit" ? casesOf("webkit-refused-preloads", refusedPreloadSituations()) : []),
    ...(browser === "webkit" ? casesOf("webkit-preloads-beside", besidePreloadSituations()) : []),
    ...(browser === "webkit" ? casesOf("webkit-types", listedTypeSituations()) : []),
    ...(browser === "webkit" ? casesOf("webkit-led-nowhere", ledNowhereSituations()) : []),
    ...(browser === "webkit" ? casesOf("webkit-heads", headSituations()) : []),
    ...(browser === "webkit" ? casesOf("webkit-metadata-types", metadataTypeSituations()) : []),
    ...(browser === "webkit" ? casesOf("webkit-turns", turnSituations()) : []),
    ...(browser === "webkit" ? casesOf("webkit-fonts", fontSituations()) : []),
    ...(browser === "webkit" ? casesOf("webkit-found-again", foundAgainSituations()) : []),
    ...(browser === "firefox" ? casesOf("firefox-media", firefoxMediaSituations()) : []),
    ...(browser === "firefox" ? casesOf("led-into-mixed", firefoxMixedSituations()) : []),
    ...(browser === "firefox" ? casesOf("kept-expiries", firefoxExpirySituations()) : []),
    ...(browser === "firefox" ? casesOf("status-lines", firefoxStatusLineSituations()) : []),
    ...(browser === "webkit" ? casesOf("integrity-lengths", integrityLengthSituations()) : []),
    ...(browser === "firefox" ? casesOf("upgraded-hops", firefoxUpgradedHopSituations()) : []),
    ...(browser === "firefox" ? casesOf("own-hosts", firefoxOwnHostSituations()) : []),
    ...(browser === "firefox" ? casesOf("preloads-found", firefoxPreloadSituations()) : []),
    ...(browser === "firefox" ? casesOf("body-types", firefoxBodyTypeSituations()) : []),
    ...(browser === "firefox" ? casesOf("kept-alive", firefoxKeptAliveSituations()) : []),
    ...(browser === "firefox" ? casesOf("family-names", firefoxFamilyNameSituations()) : []),
    ...(browser === "firefox" ? casesOf("used-again", firefoxUsedAgainSituations()) : []),
    ...casesOf("malformed-fonts", malformedFontSituations()),
    ...(browser === "firefox" ? casesOf("own-schemes", firefoxOwnSchemeSituations()) : []),
    ...(browser === "firefox" ? casesOf("own-upgrades", firefoxOwnUpgradeSituations()) : []),
    ...(browser === "firefox"
      ? casesOf("streams-broken-off", firefoxBrokenStreamSituations())
      : []),
    ...(browser === "chromium"
      ? casesOf("chromium-asked-about", chromiumAskedAboutSituations())
      : []),
    ...(browser === "chromium"
      ? casesOf("chromium-memory-asked", chromiumMemoryAskedSituations())
      : []),
  ];
}
