/** What an option of curl means to a browser's request; `ignored` ones mean nothing to it. */
export type OptionMeaning =
  | "basic-auth"
  | "body"
  | "body-file-allowed"
  | "body-json"
  | "body-url-encoded"
  | "cookies"
  | "form"
  | "head"
  | "header"
  | "ignored"
  | "insecure"
  | "method"
  | "next"
  | "query"
  | "referrer"
  | "upload"
  | "url"
  | "url-query"
  | "user-agent"
  | "bearer";

export interface CurlOption {
  readonly name: string;
  readonly meaning: OptionMeaning;
  readonly hasArgument: boolean;
}

const table: readonly (readonly [names: string, meaning: OptionMeaning])[] = [
  ["-b --cookie", "cookies"],
  ["-d --data --data-ascii", "body-file-allowed"],
  ["--data-binary", "body-file-allowed"],
  ["--data-raw", "body"],
  ["--data-urlencode", "body-url-encoded"],
  ["--json", "body-json"],
  ["-F --form --form-string", "form"],
  ["-H --header", "header"],
  ["-X --request", "method"],
  ["-u --user", "basic-auth"],
  ["--oauth2-bearer", "bearer"],
  ["-e --referer", "referrer"],
  ["-A --user-agent", "user-agent"],
  ["-T --upload-file", "upload"],
  ["--url", "url"],
  ["--url-query", "url-query"],
];

const flags: readonly (readonly [names: string, meaning: OptionMeaning])[] = [
  ["-G --get", "query"],
  ["-I --head", "head"],
  ["-k --insecure", "insecure"],
  ["-: --next", "next"],
];

/** These take an argument, which must not be taken for the URL. */
const ignoredWithArgument =
  "-C --continue-at -D --dump-header -E --cert -K --config -P --ftp-port -Q --quote -U --proxy-user -Y --speed-limit -c " +
  "--cookie-jar -h -m --max-time -o --output -r --range -t --telnet-option -w --write-out -x --proxy -y --speed-time -z " +
  "--time-cond --aws-sigv4 --cacert --capath --cert-type --ciphers --connect-timeout --connect-to --curves --dns-interface " +
  "--dns-servers --doh-url --ech --etag-compare --etag-save --expect100-timeout --haproxy-clientip --hsts --interface " +
  "--ip-tos --keepalive-time --key --key-type --limit-rate --local-port --max-filesize --max-redirs --noproxy --output-dir " +
  "--parallel-max --pass --pinnedpubkey --preproxy --proto --proto-default --proto-redir --proxy-header --proxy-cacert " +
  "--rate --resolve --retry --retry-delay --retry-max-time --socks4 --socks5 --socks5-hostname --stderr --tls-max " +
  "--tls13-ciphers --trace --trace-ascii --unix-socket --variable";

const ignoredFlags =
  "-# -0 -1 -2 -3 -4 -6 -J -L -M -N -O -R -S -V -Z -f -g -i -j -l -n -p -q -s -v --alt-svc --anyauth --basic --compressed " +
  "--compressed-ssh --create-dirs --digest --disable --fail --fail-early --fail-with-body --globoff --help --http0.9 --http1.0 " +
  "--http1.1 --http2 --http2-prior-knowledge --http3 --http3-only --include --ipv4 --ipv6 --junk-session-cookies " +
  "--location --location-trusted --negotiate --netrc --no-alpn --no-buffer --no-keepalive --no-progress-meter " +
  "--ntlm --parallel --path-as-is --post301 --post302 --post303 --progress-bar --proxy-insecure --raw --remote-header-name " +
  "--remote-name --remote-time --retry-all-errors --retry-connrefused --show-error --show-headers --silent --ssl " +
  "--ssl-no-revoke --ssl-reqd --sslv3 --styled-output --tcp-fastopen --tcp-nodelay --tls-earlydata --tlsv1 --tlsv1.0 " +
  "--tlsv1.1 --tlsv1.2 --tlsv1.3 --tr-encoding --trace-time --verbose --version --xattr";

/** By every name that an option has, dashes included. */
export const curlOptions: ReadonlyMap<string, CurlOption> = new Map(
  [
    ...flags.map(([names, meaning]) => [names, meaning, false] as const),
    [ignoredFlags, "ignored", false] as const,
    [ignoredWithArgument, "ignored", true] as const,
    ...table.map(([names, meaning]) => [names, meaning, true] as const),
  ].flatMap(([names, meaning, hasArgument]) =>
    names.split(" ").map((name) => [name, { name, meaning, hasArgument }] as const),
  ),
);
