// A name before a colon and digits is a host with a port, whatever the URL parser takes it for.
const bareAddress = /^(?:[a-z\d-]+(?:\.[a-z\d-]+)*\.?|\[[\da-f:.]+\])(?::\d+)?(?:[/?#]\S*)?$/i;
const ofThisMachine =
  /^(?:localhost|(?:\d+\.){3}\d+|\[[\da-f:.]+\]|[^/?#]*\.localhost)(?:[:/?#]|$)/i;

/** The URL that is meant by an address without its scheme: `localhost:5173`; null where it is none. */
export function withScheme(text: string): string | null {
  // With a name before it: a password may be.
  const [, userInfo = "", address = ""] = /^([^/?#\s@]*@)?(.*)$/s.exec(text) ?? [];
  if (!bareAddress.test(address)) return null;
  const url = `${ofThisMachine.test(address) ? "http" : "https"}://${userInfo}${address}`;
  return URL.canParse(url) ? url : null;
}
