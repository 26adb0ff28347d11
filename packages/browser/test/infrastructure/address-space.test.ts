import { expect, it } from "vitest";
import { addressSpaceOf, isMorePrivate } from "../../src/infrastructure/address-space.ts";

// https://wicg.github.io/local-network-access/#non-public-ip-address-blocks
it.each([
  ["localhost", "loopback"],
  ["hen.localhost", "loopback"],
  ["127.0.0.1", "loopback"],
  ["127.8.9.10", "loopback"],
  ["[::1]", "loopback"],
  ["10.0.0.1", "local"],
  ["172.16.0.1", "local"],
  ["172.31.255.255", "local"],
  ["192.168.1.1", "local"],
  ["169.254.1.1", "local"],
  ["100.64.0.1", "local"],
  ["[fe80::1]", "local"],
  ["[fd00::1]", "local"],
  ["[fcff::1]", "local"],
  ["[febf::1]", "local"],
  ["[::ffff:7f00:1]", "loopback"],
  ["[::ffff:c0a8:101]", "local"],
  ["[::ffff:808:808]", "public"],
  ["[fc::1]", "public"],
  ["[fe8::1]", "public"],
  ["[fec0::1]", "public"],
  ["172.32.0.1", "public"],
  ["100.128.0.1", "public"],
  ["192.169.0.1", "public"],
  ["8.8.8.8", "public"],
  ["[2001:4860::8888]", "public"],
  ["app.example", null],
  ["10.0.0.example", null],
])("%s is in the space %s", (host, space) => {
  expect(addressSpaceOf(host)).toBe(space);
});

it("is ordered", () => {
  expect(isMorePrivate("loopback", "local")).toBe(true);
  expect(isMorePrivate("local", "public")).toBe(true);
  expect(isMorePrivate("public", "public")).toBe(false);
  expect(isMorePrivate("public", "loopback")).toBe(false);
});
