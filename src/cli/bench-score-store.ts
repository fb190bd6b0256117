import { type Random, randomOf } from '../../simulators/random.ts';
import type { Store } from '../db/open.ts';
import type { Sql } from '../db/statements.ts';
import type { DailyRollup } from '../domain/daily.ts';
import { dayMs } from '../domain/local-day.ts';
import type { Kind } from '../domain/reading.ts';
import { saveRollup } from '../readings/rollup-store.ts';
import { daysBack } from '../risk/deterioration/telemetry.ts';
import { seedPrograms } from '../roster/programs.ts';
import { addStays } from './bench-score-stays.ts';

type Device = readonly [kind: Kind, perWeek: number];
type Bought = { readonly program: string; readonly devices: readonly Device[] };

/** who has what, as in the simulated mix */
const kits: readonly (readonly [Bought, number])[] = [
  [
    {
      program: 'heart-failure',
      devices: [
        ['weight', 7],
        ['blood-pressure', 7],
      ],
    },
    0.4,
  ],
  [{ program: 'hypertension', devices: [['blood-pressure', 14]] }, 0.35],
  [
    {
      program: 'diabetes',
      devices: [
        ['glucose', 21],
        ['weight', 3],
      ],
    },
    0.16,
  ],
  [
    {
      program: 'diabetes',
      devices: [
        ['glucose', 21],
        ['weight', 3],
        ['blood-pressure', 7],
      ],
    },
    0.09,
  ],
];

const levels: Readonly<Record<Kind, readonly [mean: number, sd: number]>> = {
  'blood-pressure': [128, 8],
  glucose: [145, 28],
  weight: [82, 0.6],
};

const rollup = (kind: Kind, day: number, readings: number, random: Random): DailyRollup => {
  const [level, sd] = levels[kind];
  const mean = random.normal(level, sd);
  const isCuff = kind === 'blood-pressure';
  return {
    kind,
    day,
    readings,
    mean,
    min: mean - (readings - 1) * sd * 0.4,
    max: mean + (readings - 1) * sd * 0.4,
    diastolicMean: isCuff ? mean * 0.6 : null,
    pulseMean: isCuff ? random.normal(72, 3) : null,
    outOfRange: 0,
  };
};

const inserts = (sql: Sql) => ({
  patient: sql.prepare(
    `INSERT INTO patient (id, site_id, family, given, birth_date, sex, time_zone, program_id, enrolled_at, tags, flags, search, updated_at)
     VALUES (?, ?, 'Bench', ?, '1950-01-01', 'unknown', 'America/New_York', ?, ?, '[]', '[]', '', ?)`,
  ),
  device: sql.prepare('INSERT INTO device (id, created_at) VALUES (?, ?)'),
  assignment: sql.prepare(
    'INSERT INTO assignment (id, device_id, kind, patient_id, per_week) VALUES (?, ?, ?, ?, ?)',
  ),
  rollup: saveRollup(sql),
  stays: addStays(sql),
});

const addPatient = async (
  into: ReturnType<typeof inserts>,
  i: number,
  at: number,
  random: Random,
): Promise<void> => {
  const id = `pat_${String(i).padStart(7, '0')}`;
  const { program, devices } = random.weighted(kits);
  const enrolledAt = at - 100 * dayMs;
  await into.patient.run(id, `B${i}`, `P${i}`, program, enrolledAt, enrolledAt);
  const today = Math.floor(at / dayMs);
  for (const [kind, perWeek] of devices) {
    await into.device.run(`${id}-${kind}`, enrolledAt);
    await into.assignment.run(`${id}-${kind}`, `${id}-${kind}`, kind, id, perWeek);
    const perDay = Math.ceil(perWeek / 7);
    const chance = 0.84 * Math.min(1, perWeek / 7);
    for (let day = today - daysBack; day < today; day += 1)
      if (random.chance(chance)) await into.rollup(id, rollup(kind, day, perDay, random));
  }
  await into.stays(id, at, random);
};

/** Fills a store with patients, rollups of their last weeks, stays and diagnoses: what scoring reads, and nothing else. */
export const fillBenchStore = async (
  store: Store,
  patients: number,
  at: number,
  onProgress: (done: number, of: number) => void,
): Promise<void> => {
  await seedPrograms(store, at);
  const into = inserts(store.sql);
  const random = randomOf('bench-score');
  const atOnce = 1_000;
  for (let from = 0; from < patients; from += atOnce) {
    const to = Math.min(patients, from + atOnce);
    await store.write(async () => {
      for (let i = from; i < to; i += 1) await addPatient(into, i, at, random);
    });
    onProgress(to, patients);
  }
};
