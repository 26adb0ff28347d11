import type { Policy } from "@crosswalk/cors";
import type { Deviation, Draft } from "./emission.ts";
import type { EmittedPolicy } from "./emitted-policy.ts";
import { literalNames, safelisted } from "./names.ts";
import { isPattern } from "./origin-expression.ts";

const json = (name: string, value: unknown): Draft["files"][number] => ({
  name,
  language: "json",
  text: `${JSON.stringify(value, null, 2)}\n`,
});

/** A bucket's CORS configuration. */
export function emitS3({ policy, isPublic, entries }: EmittedPolicy): Draft {
  const deviations: Deviation[] = [
    {
      field: "allowOrigins",
      direction: "equal",
      message:
        "S3 sends Vary: Origin only where a rule fits; what lies between it and its users has to tell origins apart",
    },
  ];
  if (!isPublic && policy.allowCredentials !== true) {
    deviations.push({
      field: "allowCredentials",
      direction: "looser",
      message: "S3 always allows credentials where origins are listed",
    });
  }
  const known = ["PUT", "POST", "DELETE"];
  const { allowMethods = [], allowHeaders = [], exposeHeaders = [], maxAge } = policy;
  const methods = allowMethods === "*" ? known : allowMethods;
  const unknown = allowMethods === "*" ? ["*"] : methods.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    deviations.push({
      field: "allowMethods",
      direction: "stricter",
      message: `S3 knows GET, HEAD, PUT, POST and DELETE only: ${unknown.join(", ")} is left out`,
    });
  }
  // One `*` an entry stands for anything, so any port, or none, takes two entries.
  const several = entries.filter((entry) => entry.includes("://*.") && entry.endsWith(":*"));
  if (several.length > 0) {
    deviations.push({
      field: "allowOrigins",
      direction: "stricter",
      message: `S3 takes one * an origin: ${several.join(", ")} is left out`,
    });
  }
  const origins = isPublic
    ? ["*"]
    : entries
        .filter((entry) => !several.includes(entry))
        .flatMap((entry) => (entry.endsWith(":*") ? [entry.slice(0, -2), entry] : [entry]));
  const rule = {
    AllowedOrigins: origins,
    AllowedMethods: [...new Set([...safelisted, ...methods])].filter(
      (name) => !unknown.includes(name),
    ),
    AllowedHeaders: literalNames(allowHeaders),
    ExposeHeaders: literalNames(exposeHeaders),
    ...(maxAge === undefined ? {} : { MaxAgeSeconds: maxAge }),
  };
  return { files: origins.length === 0 ? [] : [json("cors.json", [rule])], deviations };
}

/** An HTTP API's `CorsConfiguration`. It answers preflights itself and ignores what integrations say of CORS. */
export function emitApiGateway({ policy, isPublic, entries }: EmittedPolicy): Draft {
  const deviations = withoutPatterns("API Gateway", entries);
  const exact = entries.filter((entry) => !isPattern(entry));
  const { allowMethods = [], allowHeaders = [], exposeHeaders = [], maxAge } = policy;
  if (isPublic || exact.length > 0) {
    const value = {
      allowOrigins: isPublic ? ["*"] : exact,
      ...(policy.allowCredentials === true ? { allowCredentials: true } : {}),
      allowMethods: allowMethods === "*" ? ["*"] : [...safelisted, ...allowMethods],
      allowHeaders: literalNames(allowHeaders).map((name) => name.toLowerCase()),
      exposeHeaders: literalNames(exposeHeaders).map((name) => name.toLowerCase()),
      ...(maxAge === undefined ? {} : { maxAge }),
    };
    return { files: [json("cors-configuration.json", value)], deviations };
  }
  return { files: [], deviations };
}

/** A response-headers policy. Nothing at CloudFront answers a preflight: that is left to the origin server. */
export function emitCloudFront({ policy, isPublic, entries }: EmittedPolicy): Draft {
  const deviations: Deviation[] = [
    {
      field: "allowMethods",
      direction: "stricter",
      message:
        "CloudFront does not answer preflights: the behaviour has to allow OPTIONS, and the origin server has to answer it with 2xx",
    },
  ];
  const ports = entries.filter((entry) => entry.endsWith(":*"));
  if (ports.length > 0) {
    deviations.push({
      field: "allowOrigins",
      direction: "stricter",
      message: `CloudFront cannot say any port: ${ports.join(", ")} is left out`,
    });
  }
  const origins = isPublic ? ["*"] : entries.filter((entry) => !ports.includes(entry));
  const { allowMethods = [], allowHeaders = [], exposeHeaders = [], maxAge } = policy;
  const items = (values: readonly string[]): object => ({ Quantity: values.length, Items: values });
  const value = {
    Name: "cors",
    CorsConfig: {
      AccessControlAllowOrigins: items(origins),
      AccessControlAllowHeaders: items(literalNames(allowHeaders)),
      AccessControlAllowMethods: items(
        allowMethods === "*" ? ["ALL"] : [...safelisted, ...allowMethods],
      ),
      AccessControlAllowCredentials: policy.allowCredentials === true,
      AccessControlExposeHeaders: items(literalNames(exposeHeaders)),
      ...(maxAge === undefined ? {} : { AccessControlMaxAgeSec: maxAge }),
      // What the origin server says of CORS itself is replaced.
      OriginOverride: true,
    },
  };
  return {
    files: origins.length === 0 ? [] : [json("response-headers-policy.json", value)],
    deviations,
  };
}

function withoutPatterns(system: string, entries: readonly string[]): Deviation[] {
  const patterns = entries.filter(isPattern);
  if (patterns.length === 0) return [];
  const field: keyof Policy = "allowOrigins";
  const message = `${system} takes exact origins only: ${patterns.join(", ")} is left out`;
  return [{ field, direction: "stricter", message }];
}
