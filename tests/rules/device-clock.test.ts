import { expect, test } from 'vitest';
import type { ReadingFlag } from '../../src/domain/reading.ts';
import { deviceClock } from '../../src/rules/device-clock.ts';
import { bp, brief, glucose, judge, standing, start, weight } from './build.ts';

const table: { flags: ReadingFlag[]; is: string }[] = [
  { flags: ['clock'], is: 'firing info confirmed' },
  { flags: ['no-time', 'clock'], is: 'firing info confirmed' },
  { flags: ['no-time'], is: 'unknown' },
  { flags: [], is: 'clear' },
];

test.each(table)('flags $flags: $is', ({ flags, is }) => {
  for (const reading of [
    bp(start, 120, 75, { flags }),
    glucose(start, 100, 'mg/dL', { flags }),
    weight(start, 80, { flags }),
  ])
    expect(brief(judge(deviceClock, [reading], { standing: standing() }))).toBe(is);
});

test('says what to do', () => {
  expect(judge(deviceClock, [weight(start, 80, { flags: ['clock'] })])).toMatchObject({
    because:
      "device clock was unusable: the reading was filed at the time it arrived; set the device's clock",
    evidence: { readings: [{ measuredAt: start, value: '80 kg' }], limits: {} },
  });
});

test('time alone says nothing', () => {
  expect(brief(judge(deviceClock, [], { standing: standing() }))).toBe('unknown');
});
