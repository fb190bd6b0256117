import { describe, expect, test } from 'vitest';
import type { PatientFlag } from '../../src/domain/patient.ts';
import { glucoseOvernightLow } from '../../src/rules/glucose-overnight-low.ts';
import { becauseOf, brief, est, glucose, hours, judge, patient, standing, start } from './build.ts';

const warning = 'firing warning confirmed';

describe('a low in the local night', () => {
  test.each([
    { time: '11-20 00:00', value: 69, is: warning },
    { time: '11-20 05:59', value: 69, is: warning },
    { time: '11-20 06:00', value: 69, is: 'unknown' },
    { time: '11-19 23:59', value: 69, is: 'unknown' },
    { time: '11-20 03:00', value: 70, is: 'unknown' },
    { time: '11-20 03:00', value: 'LO', is: warning },
    { time: '11-20 03:00', value: 'HI', is: 'unknown' },
  ] as const)('$value at $time: $is', ({ time, value, is }) => {
    expect(brief(judge(glucoseOvernightLow, [glucose(est(time), value)]))).toBe(is);
  });

  test("the night is the patient's own", () => {
    const reading = glucose(est('11-20 03:00'), 60);
    const inParis = { patient: patient({ timeZone: 'Europe/Paris' }) };
    expect(brief(judge(glucoseOvernightLow, [reading], inParis))).toBe('unknown');
  });

  test.each([
    { flags: ['insulin'], is: 'firing urgent confirmed', on: ' on insulin' },
    { flags: ['sulfonylurea'], is: 'firing urgent confirmed', on: ' on a sulfonylurea' },
    { flags: ['beta-blocker'], is: warning, on: '' },
  ] satisfies { flags: PatientFlag[]; is: string; on: string }[])(
    'flags $flags: $is',
    ({ flags, is, on }) => {
      const finding = judge(glucoseOvernightLow, [glucose(est('11-20 03:05'), 3.4, 'mmol/L')], {
        patient: patient({ flags }),
      });
      expect(brief(finding)).toBe(is);
      expect(becauseOf(finding)).toBe(
        `glucose 3.4 mmol/L at 03:05 in the night of Fri 20 Nov${on}; limit 3.9 mmol/L`,
      );
    },
  );

  test('a program may set the night and leave the grade as it is', () => {
    const over = { patient: patient({ flags: ['insulin'] }), params: { untilHour: 7, gradesUp: false } };
    expect(brief(judge(glucoseOvernightLow, [glucose(est('11-20 06:30'), 60)], over))).toBe(warning);
  });
});

test.each([
  { values: [80, 95], is: 'clear' },
  { values: [79, 95], is: 'unknown' },
])('clears on two readings of at least 80 mg/dL: $values', ({ values, is }) => {
  const readings = values.map((value, i) => glucose(start + hours(i), value));
  expect(brief(judge(glucoseOvernightLow, readings, { standing: standing() }))).toBe(is);
});
