import { Browser, handlerTransport } from "@crosswalk/browser";
import { expect, test } from "vitest";

const COOKIE = "user=ada; Secure; SameSite=Lax";

const api = ({ url, headers }: Request): Response => {
  const granted = {
    "Access-Control-Allow-Origin": headers.get("Origin") ?? "",
    "Access-Control-Allow-Credentials": "true",
  };
  return url.endsWith("/login")
    ? new Response("welcome", { headers: { ...granted, "Set-Cookie": COOKIE } })
    : new Response(headers.get("Cookie") ?? "nobody", { headers: granted });
};

test.each(["chromium", "firefox", "webkit"] as const)(
  "in %s my page knows its user, and another site's page does not",
  async (engine) => {
    const browser = new Browser({ engine, transport: handlerTransport(api) });
    const mine = browser.open("https://app.shop.com/");
    await mine.fetch("https://api.shop.com/login", { credentials: "include" });

    const userOf = async (page: typeof mine): Promise<string> =>
      (await page.fetch("https://api.shop.com/user", { credentials: "include" })).text();
    expect(await userOf(mine)).toBe("user=ada");
    expect(await userOf(browser.open("https://evil.com/"))).toBe("nobody");
  },
);
