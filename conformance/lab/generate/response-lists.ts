import {
  allowHeaders,
  allowMethods,
  allowOrigin,
  ALLOW_CREDENTIALS,
  asXhr,
  get,
  maxAge,
  put,
  reply,
  situation,
  type Situation,
} from "./situation.ts";

/** Every shape of a list header around one element that matters. */
export function listShapes(name: string, right: string): readonly (readonly string[])[] {
  const values = [
    right,
    right.toLowerCase(),
    right.toUpperCase(),
    `${right[0]}${right.slice(1).toLowerCase()}`,
    "*",
    "* ",
    "*,",
    `*,${right}`,
    `${right},*`,
    "**",
    '"*"',
    "",
    " ",
    ",",
    ",,,",
    ", ,\t,",
    `${right},`,
    `,${right}`,
    `, ${right} ,`,
    `chicken,${right}`,
    `chicken , ${right}`,
    `chicken;${right}`,
    `chicken ${right}`,
    `${right} chicken`,
    `${right}\tchicken`,
    `"${right}"`,
    `'${right}'`,
    `(${right})`,
    `${right};q=1`,
    `${right}:`,
    `${right}=1`,
    `${right}/`,
    `${right}@`,
    `${right}, b ad`,
    `b ad, ${right}`,
    `${right}, "x"`,
    `${right}, \u00e9`,
    `\u00e9, ${right}`,
    `${right}\u000b`,
    `\u000b${right}`,
    `${right}\u000c`,
    `\u000c, ${right}`,
    `${right}\u00a0`,
    `${right}\u0001`,
    `${right}\u007f`,
    `\t${right}\t`,
    `${right},${right}`,
    `x${right}`,
    `${right}x`,
    "chicken",
    "null",
    "none",
    "true",
    `${"a,".repeat(200)}${right}`,
    `${",".repeat(2000)}${right}`,
    `${"x".repeat(5000)},${right}`,
    `!#$%&'*+-.^_\`|~,${right}`,
    `${right},(`,
    `[${right}]`,
    `{${right}}`,
    `${right}\\`,
    `<${right}>`,
    `a,b,c,d,${right},e`,
  ];
  return [
    ...values.map((value) => [`${name}: ${value}`]),
    [],
    [`${name}: chicken`, `${name}: ${right}`],
    [`${name}: ${right}`, `${name}: chicken`],
    [`${name}: ${right}`, `${name}: b ad`],
    [`${name}: b ad`, `${name}: ${right}`],
    [`${name}: `, `${name}: ${right}`],
    [`${name}: ${right}`, `${name}: `],
    [`${name}: `, `${name}: `],
    [`${name}: *`, `${name}: ${right}`],
    [`${name}: a,`, `${name}: ,${right}`],
    [`${name.toLowerCase()}: ${right}`],
    [`${name}:${right}`],
    [`${name}: chicken,`, ` ${right}`],
    [`${name} : ${right}`],
  ];
}

const answers = (lines: readonly string[]) => ({
  preflight: [reply(204, allowOrigin("a"), ALLOW_CREDENTIALS, ...lines)],
  actual: [reply(200, allowOrigin("a"), ALLOW_CREDENTIALS)],
});

export function* allowMethodsShapeSituations(): Generator<Situation> {
  for (const method of ["PUT", "PATCH", "chicken", "GET", "POST"]) {
    for (const lines of listShapes("Access-Control-Allow-Methods", method)) {
      for (const credentials of ["omit", "include"] as const) {
        const headers = method === "GET" || method === "POST" ? [["X-A", "1"] as const] : [];
        const request = get({ method, credentials, headers });
        const options = answers(headers.length === 0 ? lines : [...lines, allowHeaders("x-a")]);
        const title = `${method} with ${credentials} answered ${lines.join(" | ").slice(0, 80)}`;
        yield situation(title, request, options);
        if (method === "PUT") yield situation(`XHR ${title}`, asXhr(request), options);
      }
    }
  }
}

export function* allowHeadersShapeSituations(): Generator<Situation> {
  for (const name of ["X-Chicken", "Authorization", "Content-Type"]) {
    for (const lines of listShapes("Access-Control-Allow-Headers", name)) {
      for (const credentials of ["omit", "include"] as const) {
        const request = get({ credentials, headers: [[name, "application/json"]] });
        const title = `${name} with ${credentials} answered ${lines.join(" | ").slice(0, 80)}`;
        yield situation(title, request, answers(lines));
        if (name === "X-Chicken") yield situation(`XHR ${title}`, asXhr(request), answers(lines));
        if (credentials === "omit")
          yield situation(
            `${title}, and another`,
            {
              ...request,
              headers: [
                [name, "a/b"],
                ["X-B", "1"],
              ],
            },
            answers(lines),
          );
      }
    }
  }
}

const visible = [
  "X-Chicken: 1",
  "X-Other: 2",
  "Set-Cookie: a=b; Path=/{#}/",
  "Set-Cookie2: a=b",
  'ETag: "1"',
  "Last-Modified: Thu, 01 Jan 1970 00:00:00 GMT",
  "Expires: 0",
  "Pragma: x",
  "Content-Language: en",
  "Authorization: 1",
  "*: star",
  "Content-Encoding: identity",
  "Date: Thu, 01 Jan 1970 00:00:00 GMT",
  "X-Twice: 1",
  "X-Twice: 2",
  "X-Empty:",
];

export function* exposeHeadersShapeSituations(): Generator<Situation> {
  for (const name of [
    "X-Chicken",
    "Set-Cookie",
    "ETag",
    "*",
    "Content-Length",
    "Authorization",
    "X-Twice",
  ]) {
    for (const lines of listShapes("Access-Control-Expose-Headers", name)) {
      for (const credentials of ["omit", "include"] as const) {
        const options = {
          actual: [reply(200, allowOrigin("a"), ALLOW_CREDENTIALS, ...lines, ...visible)],
        };
        const title = `${name} exposed with ${credentials} by ${lines.join(" | ").slice(0, 80)}`;
        yield situation(title, get({ credentials }), options);
        if (name === "X-Chicken" || credentials === "include")
          yield situation(`XHR ${title}`, asXhr(get({ credentials })), options);
      }
    }
  }
  for (const [page, url] of [
    ["a", "{a/}1"],
    ["sandbox", "{a/}1"],
    ["s", "{t/}1"],
  ] as const) {
    yield situation(`headers seen from ${page}`, get({ url }), {
      page,
      actual: [reply(200, allowOrigin(page), ...visible)],
    });
  }
}

export const ages = [
  "0",
  "1",
  "5",
  "600",
  "7200",
  "86400",
  "86401",
  "-1",
  "-0",
  "+5",
  "5.5",
  "05",
  "5s",
  "5,5",
  "5, 0",
  "0, 5",
  "5 5",
  " 5",
  "5 ",
  "\t5",
  "abc",
  "",
  " ",
  "1e3",
  "0x10",
  "2147483647",
  "2147483648",
  "4294967296",
  "9223372036854775807",
  "9223372036854775808",
  "99999999999999999999999999",
  "\u0665",
  "5;",
  '"5"',
  "Infinity",
  "null",
  "5\u000b",
  "1 ",
  "-5",
  "- 5",
  "--5",
  "00000000000000000000005",
  "5\u00a0",
];

/** Whether a second request is spared its preflight tells what a max-age was taken for. */
export function* maxAgeShapeSituations(): Generator<Situation> {
  const shapes: readonly (readonly string[])[] = [
    ...ages.map((value) => [maxAge(value)]),
    [],
    [maxAge("0"), maxAge("600")],
    [maxAge("600"), maxAge("0")],
    [maxAge("600"), maxAge("600")],
    [maxAge(""), maxAge("600")],
    ["access-control-max-age: 600"],
    ["Access-Control-Max-Age:600"],
  ];
  for (const lines of shapes) {
    const allowed = [allowMethods("PUT"), allowHeaders("x-a"), ...lines];
    for (const request of [
      put(),
      put({ credentials: "include" }),
      get({ headers: [["X-A", "1"]] }),
      asXhr(put()),
    ]) {
      yield situation(
        `twice ${request.api} ${request.method ?? "GET"} under ${lines.join(" | ")}`,
        [request, request],
        answers(allowed),
      );
    }
    yield situation(
      `a second and more after ${lines.join(" | ")}`,
      [put(), { wait: 1300 }, put()],
      answers(allowed),
    );
    if (["1", "5", "600", "-1", "", "abc"].includes(lines[0]?.slice(24) ?? "")) {
      yield situation(
        `six seconds after ${lines.join(" | ")}`,
        [put(), { wait: 4000 }, put(), { wait: 2000 }, put()],
        answers(allowed),
      );
    }
  }
}
