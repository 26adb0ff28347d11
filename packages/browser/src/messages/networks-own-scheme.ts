/**
 * Whether Chromium's network stack refuses to be redirected there before anything looks at CORS.
 *
 * content/browser/loader/navigation_url_loader_impl.cc, IsSafeRedirectTarget
 */
export function isNetworksOwnScheme(url: string): boolean {
  return /^(?:about|blob|chrome|chrome-[a-z-]+|data|devtools|file|filesystem|isolated-app|view-source):/.test(
    url,
  );
}
