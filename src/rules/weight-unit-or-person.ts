import { unknown } from '../domain/alert.ts';
import { dayMs } from '../domain/local-day.ts';
import { isDoubtedGain, isDoubtedWeight } from '../domain/plausible-weight.ts';
import { defineRule } from './define.ts';
import { evidenceOf } from './evidence.ts';
import { isFluidWatched } from './weight-level.ts';

/** A plausible weight that can hardly be this person's in this unit; asked once, and as a warning where it may be a gain of fluid that matters. */
export const weightUnitOrPerson = defineRule({
  id: 'weight-unit-or-person',
  version: 2,
  title: 'Weight: another unit, or another person?',
  concern: 'device',
  group: 'unit-or-person',
  ladder: ['info', 'warning'],
  clears: 'another weigh-in bears the reading out, or a person decides what it is',
  steps: [
    'consider asking for a repeat weigh-in today, and who stood on the scale: kilograms or pounds?',
    'consider correcting the unit, re-assigning the reading, accepting or discarding it',
    'consider a scale that tells people apart, or a slot for each, where it is shared',
  ],
  params: {},
  kinds: ['weight'],
  judges: 'suspect',
  latenessLimitMs: 35 * dayMs,
  source:
    "Convention: a ratio near 2.2046, more than 5 kg overnight, or a housemate's weight; outliers of 4 to 9 kg by another person are measured on self-trackers",
  evaluate: ({ reading, patient }) => {
    if (!reading || !isDoubtedWeight(reading)) return unknown;
    const mayBeFluid = isFluidWatched(patient) && isDoubtedGain(reading);
    const until = mayBeFluid ? 'another weigh-in agrees or someone has looked' : 'someone has looked';
    const ask = mayBeFluid ? '; ask for a repeat weigh-in today' : '';
    return {
      is: 'firing',
      severity: mayBeFluid ? 'warning' : 'info',
      confirmed: true,
      because: `${reading.suspect} (kept out of all rules until ${until})${ask}`,
      evidence: evidenceOf([reading], {}),
    };
  },
});
