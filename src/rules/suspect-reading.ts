import { unknown } from '../domain/alert.ts';
import { dayMs } from '../domain/local-day.ts';
import { kinds } from '../domain/reading.ts';
import type { Rule } from '../domain/rule.ts';
import { evidenceOf } from './evidence.ts';

/** A reading no rule may judge until a person has looked at it; never clears by itself. */
export const suspectReading: Rule = {
  id: 'suspect-reading',
  version: 1,
  title: 'Suspect reading',
  concern: 'device',
  kinds,
  judges: 'suspect',
  latenessLimitMs: 35 * dayMs,
  watchesTime: false,
  source: 'Convention: implausible or self-contradicting values wait for a person',
  evaluate: ({ reading }) =>
    reading?.suspect
      ? {
          is: 'firing',
          severity: 'info',
          confirmed: true,
          because: `${reading.suspect}: kept out of all rules until someone has looked`,
          evidence: evidenceOf([reading], {}),
        }
      : unknown,
};
