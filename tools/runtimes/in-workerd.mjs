import { runWebMatrix } from "../../packages/cors/test/adapters/web-matrix.ts";

// workerd does not tell its version from within: the one who starts it compares that of the executable.
export default {
  /** @returns {Promise<Response>} */
  async fetch() {
    const { navigator } = /** @type {{ navigator?: { userAgent: string } }} */ (globalThis);
    if (navigator?.userAgent !== "Cloudflare-Workers") throw new Error("this is not workerd");
    return new Response(JSON.stringify(await runWebMatrix()));
  },
};
