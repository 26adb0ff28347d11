// #region readme
import { explain, type Scenario } from "@crosswalk/explain";

const scenario: Scenario = {
  page: { url: "https://app.example/" },
  request: {
    api: "fetch",
    url: "https://api.example/orders/7",
    method: "PUT",
    headers: [["Authorization", "Bearer 6f70656e"]],
  },
  // What the server answers: the first rule that fits a message.
  answers: [
    { when: { preflight: true }, answer: { status: 401, headers: [] } },
    { when: {}, answer: { status: 200, headers: [["Access-Control-Allow-Origin", "*"]] } },
  ],
};

/** The verdict, the cause with what to do, and the first change that is known to help. */
export async function whyBlocked(): Promise<string[]> {
  const { verdict, findings, fixes } = await explain(scenario);
  return [
    verdict,
    ...findings.map(({ change }) => change),
    ...fixes.slice(0, 1).flatMap(({ diff }) => diff.flatMap(({ added }) => added)),
  ];
}
// #endregion
