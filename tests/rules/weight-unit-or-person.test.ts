import { describe, expect, test } from 'vitest';
import { fluidQuestion } from '../../src/domain/plausible-weight.ts';
import { suspectReading } from '../../src/rules/suspect-reading.ts';
import { weightUnitOrPerson } from '../../src/rules/weight-unit-or-person.ts';
import { becauseOf, bp, brief, judge, patient, standing, start, weight } from './build.ts';

const doubt = '176.4 kg is 2.2 times the usual 80 kg (last Thu 19 Nov): pounds sent as kilograms?';
const fires = 'firing info confirmed';

test.each([
  {
    name: 'a plausible weight',
    reading: weight(start, 176.4, { suspect: doubt }),
    mine: fires,
    other: 'unknown',
  },
  {
    name: 'the least plausible',
    reading: weight(start, 20, { suspect: doubt }),
    mine: fires,
    other: 'unknown',
  },
  {
    name: 'the most plausible',
    reading: weight(start, 300, { suspect: doubt }),
    mine: fires,
    other: 'unknown',
  },
  { name: 'beyond', reading: weight(start, 300.1, { suspect: 'outside' }), mine: 'unknown', other: fires },
  { name: 'beneath', reading: weight(start, 19.9, { suspect: 'outside' }), mine: 'unknown', other: fires },
  { name: 'a pressure', reading: bp(start, 60, 90, { suspect: 'odd' }), mine: 'unknown', other: fires },
  { name: 'a good weight', reading: weight(start, 80), mine: 'unknown', other: 'unknown' },
])('each suspect reading is told of by one rule: $name', ({ reading, mine, other }) => {
  expect(brief(judge(weightUnitOrPerson, [], { reading }))).toBe(mine);
  expect(brief(judge(suspectReading, [], { reading }))).toBe(other);
});

test('asks what is doubted, with the reading', () => {
  const reading = weight(start, 176.4, { suspect: doubt });
  expect(judge(weightUnitOrPerson, [], { reading })).toEqual({
    is: 'firing',
    severity: 'info',
    confirmed: true,
    because: `${doubt} (kept out of all rules until someone has looked)`,
    evidence: { readings: [{ id: reading.id, measuredAt: start, value: '176.4 kg' }], limits: {} },
  });
});

test.each([[weight(start, 80)], [null]])('never clears by itself (%#)', reading => {
  expect(brief(judge(weightUnitOrPerson, [], { reading, standing: standing() }))).toBe('unknown');
});

describe('a gain that fluid may explain', () => {
  const gain = `86.4 kg is 6.4 kg from the 80 kg of Fri 20 Nov: ${fluidQuestion}`;
  const loss = '73.6 kg is 6.4 kg from the 80 kg of Fri 20 Nov: another person, or something on the scale?';
  const judged = (suspect: string, programId: string, dryWeightKg: number | null = null) =>
    judge(weightUnitOrPerson, [], {
      reading: weight(start, 86.4, { suspect }),
      patient: patient({ programId, dryWeightKg }),
    });

  test.each([
    { name: 'in heart failure', suspect: gain, programId: 'heart-failure', dry: null, severity: 'warning' },
    { name: 'with a dry weight', suspect: gain, programId: 'diabetes', dry: 80, severity: 'warning' },
    { name: 'of neither', suspect: gain, programId: 'diabetes', dry: null, severity: 'info' },
    { name: 'no gain', suspect: loss, programId: 'heart-failure', dry: null, severity: 'info' },
    { name: 'another unit', suspect: doubt, programId: 'heart-failure', dry: null, severity: 'info' },
  ])('$name: $severity', ({ suspect, programId, dry, severity }) => {
    expect(brief(judged(suspect, programId, dry))).toBe(`firing ${severity} confirmed`);
  });

  test('asks for a repeat today', () => {
    expect(becauseOf(judged(gain, 'heart-failure'))).toBe(
      `${gain} (kept out of all rules until another weigh-in agrees or someone has looked); ask for a repeat weigh-in today`,
    );
  });
});
