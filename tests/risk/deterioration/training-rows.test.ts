import { expect, test } from 'vitest';
import { simulatePatient } from '../../../simulators/patient.ts';
import { trainingRows, whatComes } from '../../../src/cli/train-deterioration-rows.ts';
import { dayMs } from '../../../src/domain/local-day.ts';

const panel = { seed: 5, patients: 6, days: 70 };

test('the same seed gives the same rows, another one others', { timeout: 60_000 }, async () => {
  const rows = await trainingRows(panel);
  expect(await trainingRows(panel)).toEqual(rows);
  expect(await trainingRows({ ...panel, seed: 6 })).not.toEqual(rows);
  expect(new Set(rows.map(r => r.patient)).size).toBeGreaterThan(3);
  // from the fifth week up to two weeks before the end, every third day
  for (const its of Map.groupBy(rows, r => r.patient).values()) expect(its.length).toBeLessThanOrEqual(10);
});

const simulated = simulatePatient({ seed: 1, index: 0, startAt: Date.UTC(2026, 0, 5), days: 180 });
const outcome = Date.UTC(2026, 2, 1);
const [sample] = Array.from({ length: 200 }, (_, index) =>
  simulatePatient({ seed: 1, index, startAt: simulated.startAt, days: 180 }),
).flatMap(p => p.courses.filter(c => c.clinical));
if (!sample) throw new Error('no patient of the panel has a course');
const course = {
  ...sample,
  onset: outcome - 20 * dayMs,
  outcome,
  recoveredAt: outcome + 6 * dayMs,
  stay: { admittedAt: outcome, dischargedAt: outcome + 4 * dayMs },
};
const ill = { ...simulated, courses: [course] };
const planned = { ...course, clinical: false };

test.each([
  ['weeks before the onset', ill, -30, { label: 0, outcomeAt: null }],
  [
    'after the onset, more than 14 days ahead',
    ill,
    -15,
    { label: 0, scenario: 'before-onset', outcomeAt: null },
  ],
  ['14 days ahead', ill, -14, { label: 1, scenario: course.scenario, outcomeAt: outcome }],
  ['the day before', ill, -1, { label: 1, outcomeAt: outcome }],
  ['when it comes', ill, 0, null],
  ['in the two weeks after', ill, 13, null],
  ['later', ill, 14, { label: 0, outcomeAt: null }],
  [
    'before an admission that nothing foretells',
    { ...ill, courses: [planned] },
    -3,
    { label: 0, outcomeAt: null },
  ],
  ['in hospital for it', { ...ill, courses: [planned] }, 2, null],
  ['home again from it', { ...ill, courses: [planned] }, 5, { label: 0, outcomeAt: null }],
])('%s', (_, patient, days, comes) => {
  const told = whatComes(patient, outcome + days * dayMs);
  if (comes === null) expect(told).toBeNull();
  else expect(told).toMatchObject(comes);
});
