import { randomOf } from '../../simulators/random.ts';
import { hourMs } from '../domain/local-day.ts';

export type BenchPlan = {
  readonly patients: number;
  readonly readings: number;
  readonly endAt: number;
  readonly spanMs: number;
};

export const benchSpanMs = 48 * hourMs;

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

/** Readings of ordinary people: mostly unremarkable, some beyond a limit, all within the last two days. */
export function* benchMessages({ patients, readings, endAt, spanMs }: BenchPlan) {
  const random = randomOf('bench');
  const rounds = Math.ceil(readings / patients);
  for (let i = 0; i < readings; i += 1) {
    const patient = i % patients;
    const round = Math.floor(i / patients);
    const measuredAt = Math.floor(endAt - spanMs + (spanMs * round) / rounds + patient);
    if (round % 5 < 3) {
      const systolic = Math.round(random.normal(132, 13));
      const body = { measuredAt, systolic, diastolic: Math.round(systolic * 0.6), pulse: 71, unit: 'mm[Hg]' };
      yield { topic: topicOf(patient, 'blood-pressure'), payload: JSON.stringify(body) };
    } else if (round % 5 === 3) {
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
