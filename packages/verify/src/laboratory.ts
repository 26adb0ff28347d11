/** What the browser laboratory takes from here: the same drivers and servers, so that both see the same browsers. */
export { type BrowserProcess, startBrowserProcess } from "./drivers/browser-process.ts";
export { startChromium } from "./drivers/chromium.ts";
export { CommandChannel, type Parsed } from "./drivers/command-channel.ts";
export type { Diagnostic, Driver } from "./drivers/driver.ts";
export { DiagnosticLog } from "./drivers/fence.ts";
export { startFirefox } from "./drivers/firefox.ts";
export { TextSocket } from "./drivers/web-socket.ts";
export { assets } from "./server/assets.ts";
export { LoopbackServer, type ServedConnection, type WireReply } from "./server/loopback-server.ts";
export type { Reply } from "./server/reply.ts";
export { pausedBytes, replyBytes } from "./server/reply-bytes.ts";
export type { ReceivedRequest } from "./server/request-reader.ts";
