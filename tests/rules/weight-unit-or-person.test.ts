import { expect, test } from 'vitest';
import { suspectReading } from '../../src/rules/suspect-reading.ts';
import { weightUnitOrPerson } from '../../src/rules/weight-unit-or-person.ts';
import { bp, brief, judge, standing, start, weight } from './build.ts';

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
