// #region readme
import { emit } from "@crosswalk/config";

const { fidelity, files, deviations } = emit("nginx", {
  allowOrigins: ["https://app.example.com", "https://*.preview.example.com"],
  allowCredentials: true,
  allowMethods: ["PUT"],
});
// #endregion

export { deviations, fidelity, files };
