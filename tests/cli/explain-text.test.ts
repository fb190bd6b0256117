import { expect, test } from 'vitest';
import { explanationText } from '../../src/cli/explain-text.ts';
import type { ExplanationBody } from '../../src/contract/explanations.ts';

const day = (n: number): string =>
  new Date(Date.parse('2026-10-01') + n * 86_400_000).toISOString().slice(0, 10);

const pressure = (n: number): ExplanationBody['days'][number] => ({
  kind: 'blood-pressure',
  day: day(n),
  readings: 2,
  mean: 132,
  min: 128.25,
  max: 136,
  diastolicMean: 78,
  pulseMean: 71.5,
});
const weight = (n: number): ExplanationBody['days'][number] => ({
  ...pressure(n),
  kind: 'weight',
  readings: 1,
  mean: 80.44,
  min: 80.44,
  max: 80.44,
  diastolicMean: null,
  pulseMean: null,
});

const explanation = (days: ExplanationBody['days']): ExplanationBody => ({
  alertId: 'alr_1',
  patientId: 'pat_1',
  patientSiteId: 'P1',
  rule: {
    id: 'weight-decompensation',
    title: 'Signs of decompensation',
    version: 1,
    versionNow: 1,
    concern: 'weight',
    source: null,
    clears: null,
    steps: ['consider calling today'],
  },
  state: 'firing',
  severity: 'warning',
  confirmed: true,
  because: 'signs of fluid',
  judged: null,
  readings: [],
  days,
  limits: { leastSessions: 6 },
  compared: [{ name: 'leastSessions', what: 'how many sessions there must be', value: 6, unit: 'sessions' }],
  inForce: null,
  quiet: null,
  lifecycle: [],
  recomputed: { same: true, why: null, because: null, differences: [] },
});

const all = Array.from({ length: 35 }, (_, n) => [pressure(n), weight(n)]).flat();

test('the last 14 days are told, of every kind, and how many there are before', () => {
  const text = explanationText(explanation(all));
  expect(text).not.toContain(day(20));
  for (let n = 21; n < 35; n += 1) expect(text.split(day(n))).toHaveLength(3);
  expect(text).toContain('and 21 earlier days: --all-days prints all');
});

test('all days are told where that is asked for, or there are no more', () => {
  const text = explanationText(explanation(all), { allDays: true });
  for (let n = 0; n < 35; n += 1) expect(text.split(day(n))).toHaveLength(3);
  expect(text).not.toContain('--all-days');
  expect(explanationText(explanation([weight(0), weight(13)]))).not.toContain('--all-days');
});

test('a day says both pressures, the pulse and the unit; a limit what it is', () => {
  const text = explanationText(explanation([pressure(0), weight(0)]));
  expect(text).toContain('blood-pressure: 2 readings, mean 132/78 mmHg (128.25–136), pulse 71.5 /min');
  expect(text).toContain('weight: 1 reading, mean 80.44 kg (80.44–80.44)');
  expect(text).toContain('limits      how many sessions there must be: 6 sessions');
});
