/**
 * Whether Chromium's network stack refuses to be redirected there before anything looks at CORS.
 *
 * content/browser/loader/navigation_url_loader_impl.cc, IsSafeRedirectTarget
 */
export function isNetworksOwnScheme(url: string): boolean {
  return /^(?:about|blob|chrome|chrome-extension|chrome-untrusted|data|devtools|file|filesystem):/.test(
    url,
  );
}

/** Whether it is the page that may not be led there, whatever CORS says. */
export function isPagesOwnScheme(url: string): boolean {
  return /^(?:chrome-error|chrome-native|chrome-search|view-source):/.test(url);
}
