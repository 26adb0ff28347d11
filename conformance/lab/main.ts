import { generateCases } from "./generate/generate.ts";
import { startDriver } from "./drivers/start.ts";
import { labPages } from "./page/pages.ts";
import { record } from "./record/record.ts";
import { startCaseServer } from "./server/case-server.ts";
const [name, filter, show] = process.argv.slice(2);
const server = await startCaseServer((t) => pages(t));
const pages = labPages(new URL("../", import.meta.url), () => server.origins);
const driver = await startDriver(name as any, server);
let cases = generateCases().filter((c) => new RegExp(filter ?? "").test(c.id));
const t = Date.now(); let n = 0;
try {
for await (const r of record(cases, driver, server)) { n++; if (show) console.log(cases.find((c) => c.id === r.id)!.title, "\n   ", JSON.stringify(r)); }
} catch (e) { console.log(e); } finally {
console.log(n, "cases", n / ((Date.now() - t) / 1000), "per second");
await driver.close(); await server.close();
}
