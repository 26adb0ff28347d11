import { expect, test } from "vitest";

import {
  isNullBodyStatus,
  isOkStatus,
  isRangeStatus,
  isRedirectStatus,
} from "@crosswalk/cors/protocol";

import { readVectors } from "../vectors.ts";

interface Expected {
  readonly nullBody: boolean;
  readonly ok: boolean;
  readonly redirect: boolean;
  readonly range: boolean;
}

const vectors = readVectors<{ readonly status: number }, Expected>("statuses");

test.each(vectors)("$title", ({ given: { status }, expect: expected }) => {
  expect({
    nullBody: isNullBodyStatus(status),
    ok: isOkStatus(status),
    redirect: isRedirectStatus(status),
    range: isRangeStatus(status),
  }).toEqual(expected);
});
