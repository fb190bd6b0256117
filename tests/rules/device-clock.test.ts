import { describe, expect, test } from 'vitest';
import type { ReadingFlag } from '../../src/domain/reading.ts';
import { deviceClock } from '../../src/rules/device-clock.ts';
import { becauseOf, bp, brief, glucose, hours, judge, standing, start, weight } from './build.ts';

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

describe('each device has its own clock', () => {
  const wrongScale = weight(start, 80, { deviceId: 'scale-1', flags: ['clock'] });
  const goodScale = weight(start + hours(3), 80, { deviceId: 'scale-1' });
  const goodCuff = (at: number) => bp(at, 120, 75, { deviceId: 'cuff-1' });
  const over = { standing: standing() };

  test('a good clock of the cuff ends nothing of the scale', () => {
    expect(brief(judge(deviceClock, [wrongScale, goodCuff(start + hours(1))], over))).toBe('unknown');
  });

  test('the scale ends it itself, also where the cuff speaks next', () => {
    expect(brief(judge(deviceClock, [wrongScale, goodScale], over))).toBe('clear');
    expect(brief(judge(deviceClock, [wrongScale, goodScale, goodCuff(start + hours(4))], over))).toBe(
      'clear',
    );
  });

  test('a scale not heard of for 8 days holds nothing up', () => {
    const at = start + hours(8 * 24);
    expect(brief(judge(deviceClock, [wrongScale, goodCuff(at - 1)], over))).toBe('unknown');
    expect(brief(judge(deviceClock, [wrongScale, goodCuff(at)], over))).toBe('clear');
  });

  test('names every device whose clock is wrong, and shows what each sent', () => {
    const wrongCuff = bp(start + hours(1), 120, 75, { deviceId: 'cuff-1', flags: ['clock'] });
    const finding = judge(deviceClock, [wrongScale, wrongCuff]);
    expect(becauseOf(finding)).toContain('clock of scale scale-1 and cuff cuff-1 was unusable');
    expect(finding).toMatchObject({ evidence: { readings: [{ id: wrongScale.id }, { id: wrongCuff.id }] } });
  });
});

test('names the device', () => {
  expect(judge(deviceClock, [weight(start, 80, { flags: ['clock'] })])).toMatchObject({
    because: 'clock of scale dev_1 was unusable: what it sent was filed at the time it arrived',
    evidence: { readings: [{ measuredAt: start, value: '80 kg' }], limits: {} },
  });
});

test('time alone says nothing', () => {
  expect(brief(judge(deviceClock, [], { standing: standing() }))).toBe('unknown');
});
