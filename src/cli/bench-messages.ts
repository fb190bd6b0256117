import { randomOf } from '../../simulators/random.ts';
import { hourMs } from '../domain/local-day.ts';

export type BenchPlan = {
  readonly patients: number;
  /** which of the endless row of messages is the first, and how many */
  readonly first: number;
  readonly readings: number;
  /** when message 0 was measured */
  readonly startAt: number;
};

/** Message 0 was measured so long ago; a million messages bring it up to the present. */
export const benchSpanMs = 24 * hourMs;
const stepMs = benchSpanMs / 1_200_000;

const kinds = ['blood-pressure', 'glucose', 'weight'] as const;

/** The roster of the patients whose readings `benchMessages` makes. */
export const benchRoster = (patients: number): string =>
  [
    'patient,family,given,birthDate,sex,timeZone,program,device,kind,perWeek',
    ...Array.from({ length: patients }, (_, i) =>
      kinds.map(
        kind =>
          `B${i},Bench,P${i},1950-01-01,unknown,America/New_York,heart-failure,bench-${i}-${kind},${kind},7`,
      ),
    ).flat(),
  ].join('\n');

const topicOf = (patient: number, kind: string) => `vigil/v1/bench-${patient}-${kind}/${kind}`;

/** Readings of ordinary people, one patient after the other: mostly unremarkable, some beyond a limit. */
export function* benchMessages({ patients, first, readings, startAt }: BenchPlan) {
  const random = randomOf(`bench-${first}`);
  for (let n = first; n < first + readings; n += 1) {
    const patient = n % patients;
    const turn = Math.floor(n / patients) % 5;
    const measuredAt = Math.floor(startAt + n * stepMs);
    if (turn < 3) {
      const systolic = Math.round(random.normal(132, 13));
      const body = { measuredAt, systolic, diastolic: Math.round(systolic * 0.6), pulse: 71, unit: 'mm[Hg]' };
      yield { topic: topicOf(patient, 'blood-pressure'), payload: JSON.stringify(body) };
    } else if (turn === 3) {
      const value = Math.round(random.normal(140, 35));
      yield {
        topic: topicOf(patient, 'glucose'),
        payload: JSON.stringify({ measuredAt, value, unit: 'mg/dL' }),
      };
    } else {
      const value = Number((80 + random.normal(0, 0.4)).toFixed(1));
      yield { topic: topicOf(patient, 'weight'), payload: JSON.stringify({ measuredAt, value, unit: 'kg' }) };
    }
  }
}

/** A meter that shows LO: one such reading is a critical alert. */
export const benchCritical = (patient: number) => ({
  topic: topicOf(patient, 'glucose'),
  payload: JSON.stringify({ value: 'LO', unit: 'mg/dL' }),
});
