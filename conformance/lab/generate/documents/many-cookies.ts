import { everyone } from "../granted.ts";
import { reply, type Situation } from "../situation.ts";
import { asked, at, plain, setting, visiting } from "./visiting.ts";

/** More cookies than a browser keeps for one site, which had none before. */
export function* manyCookieSituations(): Generator<Situation> {
  for (const count of [150, 180, 181, 200])
    yield visiting(
      `p sets ${count} cookies`,
      [at("p", asked("p", "clear"), asked("p", "set"), asked("p", "end"))],
      {
        clear: [reply(200, ...everyone, 'Clear-Site-Data: "cookies"')],
        set: [setting(...Array.from({ length: count }, (_, index) => `c${index}=1`))],
        end: [plain],
      },
    );
}
