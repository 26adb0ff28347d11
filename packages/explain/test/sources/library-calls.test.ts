import { describe, expect, it, test } from "vitest";
import { draftFromFetch } from "@crosswalk/explain";

const URL_OF_API = "https://api.hen.example/eggs";
const JSON_TYPE = ["Content-Type", "application/json"];

describe("a request of axios", () => {
  test.each([
    [`axios.get('${URL_OF_API}')`, { method: "GET" }],
    [`axios('${URL_OF_API}')`, { method: "GET" }],
    [`axios({ url: '${URL_OF_API}', method: 'delete' })`, { method: "DELETE" }],
    [
      `axios.request({ url: '${URL_OF_API}', method: 'put', data: {} })`,
      { method: "PUT", headers: [JSON_TYPE] },
    ],
    [
      `axios.post('${URL_OF_API}', { n: 1 })`,
      { method: "POST", headers: [JSON_TYPE], body: '{"n":1}' },
    ],
    [`axios.post('${URL_OF_API}', data)`, { method: "POST", headers: [JSON_TYPE] }],
    [`axios.post<Egg[]>('${URL_OF_API}', data)`, { method: "POST", headers: [JSON_TYPE] }],
    [
      `axios.post('${URL_OF_API}', 'n=1')`,
      { headers: [["Content-Type", "application/x-www-form-urlencoded"]], body: "n=1" },
    ],
    [
      `axios.post('${URL_OF_API}', new URLSearchParams({ n: '1' }))`,
      { headers: [["Content-Type", "application/x-www-form-urlencoded"]], body: "n=1" },
    ],
    [`axios.get('${URL_OF_API}', { withCredentials: true })`, { credentials: "include" }],
    [`axios.get('${URL_OF_API}', { headers: { 'X-Hen': '1' } })`, { headers: [["X-Hen", "1"]] }],
    [
      `axios.get('${URL_OF_API}', { headers: { Authorization: \`Bearer \${token}\` } })`,
      { headers: [["Authorization", "Bearer token"]] },
    ],
    [
      `axios.get('${URL_OF_API}', { auth: { username: 'a', password: 'b' } })`,
      { headers: [["Authorization", "Basic YTpi"]] },
    ],
    [
      `axios.get('${URL_OF_API}', { auth: { username: 'a', password: 'пароль' } })`,
      { headers: [["Authorization", "Basic YTrQv9Cw0YDQvtC70Yw="]] },
    ],
    [`axios.get('${URL_OF_API}', { params: { page: 2 } })`, { url: `${URL_OF_API}?page=2` }],
    [`axios.get('/eggs', { baseURL: 'https://api.hen.example/' })`, {}],
    [
      `const api = axios.create({ baseURL: 'https://api.hen.example', withCredentials: true, headers: { 'X-Hen': '1' } });\napi.post('/eggs', {})`,
      { credentials: "include", headers: [["X-Hen", "1"], JSON_TYPE] },
    ],
    [
      `axios.defaults.baseURL = 'https://api.hen.example';\naxios.defaults.withCredentials = true;\naxios.defaults.headers.common['X-Hen'] = '1';\naxios.get('eggs')`,
      { credentials: "include", headers: [["X-Hen", "1"]] },
    ],
    [
      `const URL = '${URL_OF_API}';\nexport const lay = async () => { const { data } = await axios.put(URL, { n: 1 }); return data; }`,
      { method: "PUT" },
    ],
    [
      `this.http.post('${URL_OF_API}', { n: 1 }, { withCredentials: true }).subscribe()`,
      { method: "POST", credentials: "include" },
    ],
  ])("%s", (snippet, request) => {
    expect(draftFromFetch(snippet).request).toMatchObject({
      api: "xhr",
      url: URL_OF_API,
      ...request,
    });
  });

  it("without data has no Content-Type: axios takes it away", () => {
    const { request } = draftFromFetch(
      `axios.get('${URL_OF_API}', { headers: { 'Content-Type': 'application/json' } })`,
    );
    expect(request).toEqual({ api: "xhr", url: URL_OF_API, method: "GET" });
  });
});

describe("a request of jQuery", () => {
  const FORM = ["Content-Type", "application/x-www-form-urlencoded; charset=UTF-8"];
  test.each([
    [`$.ajax({ url: '${URL_OF_API}' })`, { method: "GET" }],
    [`$.ajax('${URL_OF_API}', { type: 'delete' })`, { method: "DELETE" }],
    [
      `jQuery.ajax({ url: '${URL_OF_API}', method: 'POST', data: { n: 1 } })`,
      { method: "POST", headers: [FORM], body: "n=1" },
    ],
    [
      `$.ajax({ url: '${URL_OF_API}', type: 'POST', contentType: 'application/json', data: JSON.stringify({ n: 1 }) })`,
      { headers: [JSON_TYPE], body: '{"n":1}' },
    ],
    [`$.ajax({ url: '${URL_OF_API}', data: { n: 1 } })`, { url: `${URL_OF_API}?n=1` }],
    [
      `$.ajax({ url: '${URL_OF_API}', xhrFields: { withCredentials: true }, crossDomain: true })`,
      { credentials: "include" },
    ],
    [
      `$.ajax({ url: '${URL_OF_API}', beforeSend: function (xhr) { xhr.setRequestHeader('X-Hen', key); } })`,
      { headers: [["X-Hen", ""]] },
    ],
    [`$.post('${URL_OF_API}', { n: 1 }, function () {})`, { method: "POST", headers: [FORM] }],
    [`$.getJSON('${URL_OF_API}', function (eggs) {})`, { method: "GET" }],
  ])("%s", (snippet, request) => {
    expect(draftFromFetch(snippet).request).toMatchObject({
      api: "xhr",
      url: URL_OF_API,
      ...request,
    });
  });

  it("with JSONP is a script's", () => {
    const { request } = draftFromFetch(`$.ajax({ url: '${URL_OF_API}', dataType: 'jsonp' })`);
    expect(request?.api).toBe("script");
  });
});

describe("a request of XMLHttpRequest", () => {
  test.each([
    [
      `const xhr = new XMLHttpRequest(); xhr.open('GET', '${URL_OF_API}'); xhr.send();`,
      { method: "GET" },
    ],
    [
      `var r = new XMLHttpRequest();\nr.open("POST", "${URL_OF_API}", true);\nr.withCredentials = true;\nr.setRequestHeader("Content-Type", "application/json");\nr.send(JSON.stringify({ n: 1 }));`,
      { method: "POST", credentials: "include", headers: [JSON_TYPE], body: '{"n":1}' },
    ],
    [
      `xhr.open('PUT', '${URL_OF_API}'); xhr.upload.onprogress = show; xhr.send(file)`,
      { upload: "listener" },
    ],
    [
      `xhr.open('PUT', '${URL_OF_API}'); xhr.upload.addEventListener('progress', show); xhr.send(file)`,
      { upload: "listener" },
    ],
  ])("%s", (snippet, request) => {
    expect(draftFromFetch(snippet).request).toMatchObject({
      api: "xhr",
      url: URL_OF_API,
      ...request,
    });
  });
});

describe("a snippet that is no JavaScript as a whole", () => {
  test.each([
    `@Injectable()\nexport class Eggs {\n  constructor(private http: HttpClient) {}\n  all(): Observable<Egg[]> {\n    return this.http.get<Egg[]>('${URL_OF_API}');\n  }\n}`,
    `<script>\n  axios.get('${URL_OF_API}').then((r) => r.data);\n</script>`,
    `const lay = async (n: number): Promise<Egg> => {\n  const res = await axios.post('${URL_OF_API}', { n });\n  return res.data;\n};`,
    `const API: string = 'https://api.hen.example';\nasync function lay(n: number) { await axios.post(\`\${API}/eggs\`, n) }`,
    `  useEffect(() => {\n    axios.get('${URL_OF_API}').then(setEggs)\n  }, [`,
  ])("%s", (snippet) => {
    expect(draftFromFetch(snippet).request?.url).toBe(URL_OF_API);
  });

  it("is told of at its first mistake where nothing in it makes a request", () => {
    expect(() => draftFromFetch("const a: number = 1;\nlay(a")).toThrow(/line 1, column 8/);
  });
});
