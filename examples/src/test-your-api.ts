// #region readme
import { Browser, handlerTransport } from "@crosswalk/browser";
import { cors } from "@crosswalk/cors/web";

const guard = cors({
  allowOrigins: ["https://app.example"],
  allowCredentials: true,
  allowMethods: ["PUT"],
});
const api = guard(() => Response.json({ saved: true }));

/** What a script of a page sees when it puts an order with the user's cookies: no port is opened. */
export async function putOrderFrom(page: string): Promise<string> {
  const browser = new Browser({ engine: "chromium", transport: handlerTransport(api) });
  try {
    const response = await browser
      .open(page)
      .fetch("https://api.example/orders/7", { method: "PUT", credentials: "include" });
    return await response.text();
  } catch (error) {
    // A script is told no more than "Failed to fetch"; the cause is what the console says.
    return error instanceof TypeError ? (error.cause as { code: string }).code : String(error);
  }
}
// #endregion
