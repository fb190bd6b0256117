import { unknown } from '../domain/alert.ts';
import { dayMs } from '../domain/local-day.ts';
import { isDoubtedWeight } from '../domain/plausible-weight.ts';
import { defineRule } from './define.ts';
import { evidenceOf } from './evidence.ts';

/** A plausible weight that can hardly be this person's in this unit; asked once, and never clears by itself. */
export const weightUnitOrPerson = defineRule({
  id: 'weight-unit-or-person',
  version: 1,
  title: 'Weight: another unit, or another person?',
  concern: 'device',
  group: 'unit-or-person',
  ladder: ['info'],
  clears: 'a person decides what the reading is',
  steps: [
    'consider asking who stood on the scale, and whether it shows kilograms or pounds',
    'consider correcting the unit, re-assigning the reading, accepting or discarding it',
    'consider a scale that tells people apart, or a slot for each, where it is shared',
  ],
  params: {},
  kinds: ['weight'],
  judges: 'suspect',
  latenessLimitMs: 35 * dayMs,
  source:
    "Convention: a ratio near 2.2046, more than 5 kg overnight, or a housemate's weight; outliers of 4 to 9 kg by another person are measured on self-trackers",
  evaluate: ({ reading }) =>
    reading && isDoubtedWeight(reading)
      ? {
          is: 'firing',
          severity: 'info',
          confirmed: true,
          because: `${reading.suspect} (kept out of all rules until someone has looked)`,
          evidence: evidenceOf([reading], {}),
        }
      : unknown,
});
