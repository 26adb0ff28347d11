import { everyone } from "../granted.ts";
import { reply, type Situation } from "../situation.ts";
import { asked, at, plain, setting, visiting } from "./visiting.ts";

/** More cookies than a browser keeps for one site, which had none before. */
export function* manyCookieSituations(): Generator<Situation> {
  for (const count of [150, 180, 181, 200])
    yield settingInTurn(`p sets ${count} cookies`, [numbered(0, count)]);
  // Which of them goes once there are too many says how old what was set again is.
  for (const [words, cookie] of [
    ["with the same value", "c0=1"],
    ["with another value", "c0=2"],
  ] as const) {
    yield settingInTurn(`p sets 150 cookies and the first again, ${words}, then 40 more`, [
      [...numbered(0, 150), cookie],
      numbered(150, 190),
    ]);
    yield settingInTurn(`p sets 150 cookies, by itself the first again, ${words}, then 40 more`, [
      numbered(0, 150),
      [cookie],
      numbered(150, 190),
    ]);
  }
}

const numbered = (from: number, to: number): string[] =>
  Array.from({ length: to - from }, (_, index) => `c${from + index}=1`);

/** Each of the lists in a response of its own. */
function settingInTurn(title: string, lists: readonly (readonly string[])[]): Situation {
  const paths = lists.map((_, index) => (index === 0 ? "set" : `set-${index}`));
  return visiting(title, [at("p", ...["clear", ...paths, "end"].map((path) => asked("p", path)))], {
    clear: [reply(200, ...everyone, 'Clear-Site-Data: "cookies"')],
    ...Object.fromEntries(lists.map((list, index) => [paths[index]!, [setting(...list)]])),
    end: [plain],
  });
}
