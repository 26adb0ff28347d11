import { isLoopbackHost, splitAuthority } from "./origin-pattern.ts";
import type { OriginPattern } from "./origin-pattern.ts";
import type { PolicyIssueCode } from "./policy-issue-code.ts";

/** What is wrong with the writing of one origin, and what it would be if it were right. */
export interface OriginDiagnosis {
  /** Every mistake in it, each once, in reading order. */
  readonly mistakes: readonly PolicyIssueCode[];
  /** The entry as it should be written, or null where that cannot be known. */
  readonly suggestion: string | null;
  /** Its parts, or null if there are mistakes. */
  readonly pattern: OriginPattern | null;
}

const OPAQUE_SCHEMES = new Set([
  "file",
  "data",
  "blob",
  "about",
  "javascript",
  "filesystem",
  "mailto",
]);
const DEFAULT_PORTS = new Map([
  ["http", "80"],
  ["https", "443"],
]);
/** RFC 1035 section 2.3.4. */
const MAX_LABEL_LENGTH = 63;
const MAX_HOST_LENGTH = 253;
/**
 * Text longer than this is not looked at further. The longest origin that can exist is about 330 characters; a paste of a whole
 * file should get a short answer.
 */
const MAX_DIAGNOSED_LENGTH = 2048;

/**
 * Reads one entry of `allowOrigins` as a person may have written it, and tells everything that is wrong with it.
 *
 * Nothing is repaired on the way: an entry with a single mistake has no pattern. `"*"` and `"null"` are the caller's.
 */
export function diagnoseOrigin(text: string): OriginDiagnosis {
  if (text.trim() === "") return hopeless("origin/blank");
  if (text.length > MAX_DIAGNOSED_LENGTH) return hopeless("origin/host-too-long");
  if (/[,;]/.test(text) || /\S\s+\S/.test(text)) return severalInOne(text);

  const mistakes: PolicyIssueCode[] = [];
  const trimmed = text.trim();
  if (trimmed !== text) mistakes.push("origin/whitespace");
  if (/[A-Z]/.test(trimmed)) mistakes.push("origin/uppercase");

  const schemeEnd = trimmed.indexOf("://");
  if (schemeEnd === -1) return withoutScheme(trimmed, mistakes);
  const scheme = readScheme(trimmed.slice(0, schemeEnd).toLowerCase(), mistakes);
  if (scheme === null) return { mistakes, suggestion: null, pattern: null };

  const authority = readAuthority(trimmed.slice(schemeEnd + 3), mistakes);
  const { host: writtenHost, port: writtenPort } = splitAuthority(authority);
  const port = readPort(writtenPort, scheme, mistakes);
  const host = readHost(writtenHost, mistakes);

  const isPattern = writtenHost.startsWith("*.") || port === "*";
  if (isPattern && !DEFAULT_PORTS.has(scheme)) mistakes.push("origin/custom-scheme-pattern");
  if (host === null || port === null) return { mistakes, suggestion: null, pattern: null };

  const subdomains = host.startsWith("*.");
  const pattern = { scheme, subdomains, host: subdomains ? host.slice(2) : host, port };
  if (mistakes.length === 0) return { mistakes, suggestion: text, pattern };
  const suggestion = `${scheme}://${host}${port === "" ? "" : `:${port}`}`;
  const unmendable = mistakes.includes("origin/custom-scheme-pattern");
  return { mistakes, suggestion: unmendable ? null : suggestion, pattern: null };
}

function hopeless(mistake: PolicyIssueCode): OriginDiagnosis {
  return { mistakes: [mistake], suggestion: null, pattern: null };
}

function severalInOne(text: string): OriginDiagnosis {
  const parts = text.split(/[\s,;]+/).filter((part) => part !== "");
  // "https://a.example," is one origin and a slip, not a list.
  if (parts.length === 1)
    return { mistakes: ["origin/several-in-one"], suggestion: parts[0] ?? null, pattern: null };
  return { mistakes: ["origin/several-in-one"], suggestion: null, pattern: null };
}

/** What an entry without a scheme was meant to be: https, or http on this machine. */
function withoutScheme(text: string, mistakes: PolicyIssueCode[]): OriginDiagnosis {
  const address = text.replace(/^\/+/, "");
  const { host } = splitAuthority(address.toLowerCase());
  // `mailto:a`, `data:…`: a scheme without an authority.
  const opaque = /^([a-z][a-z0-9+.-]*):(?!\d|\*)/i.exec(address);
  if (opaque?.[1] !== undefined && OPAQUE_SCHEMES.has(opaque[1].toLowerCase())) {
    return { mistakes: [...mistakes, "origin/scheme-opaque"], suggestion: null, pattern: null };
  }
  const guess = diagnoseOrigin(`${isLoopbackHost(host) ? "http" : "https"}://${address}`);
  return {
    mistakes: [...mistakes, "origin/scheme-missing"],
    suggestion: guess.suggestion,
    pattern: null,
  };
}

function readScheme(scheme: string, mistakes: PolicyIssueCode[]): string | null {
  if (scheme.includes("*")) mistakes.push("origin/wildcard-position");
  else if (!/^[a-z][a-z0-9+.-]*$/.test(scheme)) mistakes.push("origin/scheme-invalid");
  else if (OPAQUE_SCHEMES.has(scheme)) mistakes.push("origin/scheme-opaque");
  else if (scheme === "ws" || scheme === "wss") {
    mistakes.push("origin/scheme-websocket");
    return scheme === "ws" ? "http" : "https";
  } else return scheme;
  return null;
}

/** The authority, without what does not belong in an origin: user information, path, query and fragment. */
function readAuthority(rest: string, mistakes: PolicyIssueCode[]): string {
  const end = rest.search(/[/?#\\]/);
  const authority = end === -1 ? rest : rest.slice(0, end);
  const tail = end === -1 ? "" : rest.slice(end);
  const at = authority.lastIndexOf("@");
  if (at !== -1) mistakes.push("origin/userinfo");

  const path = /^[^?#]*/.exec(tail)?.[0] ?? "";
  if (path === "/") mistakes.push("origin/trailing-slash");
  else if (path !== "") mistakes.push("origin/path");
  if (/^[^#]*\?/.test(tail)) mistakes.push("origin/query");
  if (tail.includes("#")) mistakes.push("origin/fragment");
  return authority.slice(at + 1);
}

function readPort(port: string | null, scheme: string, mistakes: PolicyIssueCode[]): string | null {
  if (port === null || port === "*") return port ?? "";
  if (port === "") {
    mistakes.push("origin/port-missing");
    return "";
  }
  if (!/^[0-9]+$/.test(port)) {
    mistakes.push(port.includes("*") ? "origin/wildcard-position" : "origin/port-invalid");
    return null;
  }
  const digits = port.replace(/^0+(?=\d)/, "");
  if (digits.length > 5 || Number(digits) > 65535 || digits === "0") {
    mistakes.push("origin/port-range");
    return null;
  }
  if (digits !== port) mistakes.push("origin/port-invalid");
  if (digits !== DEFAULT_PORTS.get(scheme)) return digits;
  mistakes.push("origin/default-port");
  return "";
}

/** The host in the form browsers send, with a leading `*.` kept; null where that cannot be known. */
function readHost(written: string, mistakes: PolicyIssueCode[]): string | null {
  const lower = written.toLowerCase();
  const subdomains = lower.startsWith("*.");
  const host = subdomains ? lower.slice(2) : lower;
  if (host === "") {
    mistakes.push(subdomains ? "origin/wildcard-position" : "origin/host-missing");
    return null;
  }
  if (host.includes("*")) {
    mistakes.push("origin/wildcard-position");
    return null;
  }
  const canonical = looksLikeAddress(host)
    ? readAddress(host, subdomains, mistakes)
    : readName(host, mistakes);
  if (canonical === null) return null;
  return subdomains ? `*.${canonical}` : canonical;
}

/** The URL Standard takes a host for an IPv4 address when its last label is a number. */
function looksLikeAddress(host: string): boolean {
  return host.startsWith("[") || /(?:^|\.)(?:[0-9]+|0x[0-9a-f]*)\.?$/.test(host);
}

function readAddress(
  host: string,
  subdomains: boolean,
  mistakes: PolicyIssueCode[],
): string | null {
  if (subdomains) {
    mistakes.push("origin/ip-pattern");
    return null;
  }
  const canonical = urlHost(host);
  if (canonical === null) {
    mistakes.push("origin/host-invalid");
    return null;
  }
  if (canonical !== host) mistakes.push("origin/ip-not-canonical");
  return canonical;
}

function readName(host: string, mistakes: PolicyIssueCode[]): string | null {
  let name = host;
  if (/[^\x00-\x7f]/.test(name)) {
    mistakes.push("origin/host-unicode");
    const ascii = urlHost(name);
    if (ascii === null) return null;
    name = ascii;
  }
  if (!/^[a-z0-9._-]+$/.test(name)) {
    mistakes.push("origin/host-invalid");
    return null;
  }
  if (name.length > 1 && name.endsWith(".") && !name.endsWith("..")) {
    mistakes.push("origin/trailing-dot");
    name = name.slice(0, -1);
  }
  return readLabels(name, mistakes);
}

function readLabels(name: string, mistakes: PolicyIssueCode[]): string | null {
  const labels = name.split(".");
  if (labels.includes("")) {
    mistakes.push("origin/label-empty");
    const filled = labels.filter((label) => label !== "");
    return filled.length === 0 ? null : filled.join(".");
  }
  if (labels.some((label) => label.length > MAX_LABEL_LENGTH)) {
    mistakes.push("origin/label-too-long");
    return null;
  }
  if (name.length > MAX_HOST_LENGTH) {
    mistakes.push("origin/host-too-long");
    return null;
  }
  if (labels.some((label) => label.startsWith("xn--")) && urlHost(name) !== name) {
    mistakes.push("origin/idna");
    return null;
  }
  return name;
}

/** The host as the URL Standard serialises it, or null where it refuses it. https://url.spec.whatwg.org/#host-parsing */
function urlHost(host: string): string | null {
  try {
    return new URL(`https://${host}/`).hostname;
  } catch {
    return null;
  }
}
