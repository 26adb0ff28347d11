export const cannotLoad = (url: string, why: string): string =>
  `Fetch API cannot load ${elided(url)}. ${why}`;

// third_party/blink/renderer/platform/weborigin/kurl.cc, ElidedString
const MAX_SHOWN = 1024;

export function elided(url: string): string {
  return url.length <= MAX_SHOWN ? url : `${url.slice(0, 511)}...${url.slice(-510)}`;
}
