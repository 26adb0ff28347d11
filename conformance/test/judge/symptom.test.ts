import { expect, it } from "vitest";
import { symptomOf } from "../../judge/symptom.ts";

it.each([
  [
    "the same header in messages of different numbers and origins",
    "wire: message 1 -origin: {a} +origin: null",
    "wire: message 3 -origin: {c} +origin: null",
  ],
  [
    "another request, whatever its headers",
    "wire: message 0 -OPTIONS {b/}1 | access-control-request-method: PUT | 0 bytes +PUT {b/}1 | 3 bytes",
    "wire: message 2 -OPTIONS {c/}7?x | access-control-request-headers: x-a +PUT {c/}7?x | x-a: 1",
  ],
  [
    "another result, whatever else comes with it",
    'outcome 0: result: -"load" +"error" status: -200 +0 url: -"{b/}1" +""',
    'outcome 2: result: -"load" +"error" status: -404 +0 url: -"{c/}9" +""',
  ],
])("%s is one symptom", (_, one, other) => {
  expect(symptomOf([one])).toBe(symptomOf([other]));
});

it("a missing preflight and a preflight too many are two symptoms", () => {
  expect(symptomOf(["wire: message 0 -OPTIONS {b/}1 +PUT {b/}1"])).not.toBe(
    symptomOf(["wire: message 0 -PUT {b/}1 +OPTIONS {b/}1"]),
  );
});
