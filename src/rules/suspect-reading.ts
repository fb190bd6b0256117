import { unknown } from '../domain/alert.ts';
import { dayMs } from '../domain/local-day.ts';
import { isDoubtedWeight } from '../domain/plausible-weight.ts';
import { kinds } from '../domain/reading.ts';
import { defineRule } from './define.ts';
import { evidenceOf } from './evidence.ts';

/** A reading no rule may judge until a person has looked at it; never clears by itself. */
export const suspectReading = defineRule({
  id: 'suspect-reading',
  version: 1,
  title: 'Suspect reading',
  concern: 'device',
  group: 'device',
  ladder: ['info'],
  clears: 'a person decides what the reading is',
  steps: [
    'consider asking the patient what the device showed, and measuring again',
    'consider accepting, correcting, re-assigning or discarding the reading',
  ],
  params: {},
  kinds,
  judges: 'suspect',
  latenessLimitMs: 35 * dayMs,
  source: 'Convention: implausible or self-contradicting values wait for a person',
  evaluate: ({ reading }) =>
    reading?.suspect && !isDoubtedWeight(reading)
      ? {
          is: 'firing',
          severity: 'info',
          confirmed: true,
          because: `${reading.suspect}: kept out of all rules until someone has looked`,
          evidence: evidenceOf([reading], {}),
        }
      : unknown,
});
