/**
 * The files of an extension that blocks requests for URLs that begin so.
 *
 * https://developer.mozilla.org/docs/Mozilla/Add-ons/WebExtensions/API/declarativeNetRequest
 */
export function blocker(urls: readonly string[]): Readonly<Record<string, unknown>> {
  return {
    "manifest.json": {
      manifest_version: 3,
      name: "Crosswalk's blocker",
      version: "1",
      permissions: ["declarativeNetRequest"],
      host_permissions: ["<all_urls>"],
      declarative_net_request: {
        rule_resources: [{ id: "blocked", enabled: true, path: "rules.json" }],
      },
      browser_specific_settings: { gecko: { id: "blocker@crosswalk.invalid" } },
    },
    "rules.json": urls.map((url, index) => ({
      id: index + 1,
      action: { type: "block" },
      condition: { urlFilter: `|${url}`, excludedResourceTypes: ["main_frame"] },
    })),
  };
}
