import { randomOf } from '../../simulators/random.ts';
import { pipeline } from '../../src/cli/publisher.ts';
import { systemClock } from '../../src/clock.ts';
import { hourMs } from '../../src/domain/local-day.ts';
import { enrol, testApp } from '../support/app.ts';
import { type Outcome, outcomeIn } from './outcome.ts';

export type Stream = {
  /** begins the ids of its patients and devices */
  readonly name: string;
  readonly patients: number;
  readonly readings: number;
  /** measured at the latest */
  readonly endAt: number;
  readonly spanMs: number;
  /** how many times as far as of ordinary people its values lie apart; absent: once */
  readonly spread?: number;
};

export type Message = { readonly topic: string; readonly payload: string };

/** Up to an hour ago, so that no repeat is waited for when the outcome is read; nothing too late for a rule. */
export const streamOf = (name: string, patients: number, readings: number, spanMs = 20 * hourMs): Stream => ({
  name,
  patients,
  readings,
  endAt: systemClock.now() - hourMs,
  spanMs,
});

const kinds = ['blood-pressure', 'glucose', 'weight'] as const;

const linesOf = (name: string, i: number): string[] =>
  kinds.map(kind =>
    [`${name}-${i}`, 'Fault', `P${i}`, '1950-01-01', 'unknown', 'America/New_York', 'heart-failure']
      .concat([`${name}-${i}-${kind}`, kind, '7'])
      .join(','),
  );

export const rosterOf = (...streams: readonly Stream[]): string =>
  [
    'patient,family,given,birthDate,sex,timeZone,program,device,kind,perWeek',
    ...streams.flatMap(({ name, patients }) =>
      Array.from({ length: patients }, (_, i) => linesOf(name, i)).flat(),
    ),
  ].join('\n');

const bodyOf = (random: ReturnType<typeof randomOf>, round: number, spread: number) => {
  if (round % 5 < 3) {
    const systolic = Math.round(random.normal(132, 13 * spread));
    const body = { systolic, diastolic: Math.round(systolic * 0.6), pulse: 71, unit: 'mm[Hg]' };
    return { kind: 'blood-pressure', body };
  }
  if (round % 5 === 3)
    return { kind: 'glucose', body: { value: Math.round(random.normal(140, 35 * spread)), unit: 'mg/dL' } };
  return { kind: 'weight', body: { value: Number((80 + random.normal(0, 0.4)).toFixed(1)), unit: 'kg' } };
};

/** Readings of ordinary people: mostly unremarkable, some beyond a limit; the same each time. */
export function* messagesOf({
  name,
  patients,
  readings,
  endAt,
  spanMs,
  spread = 1,
}: Stream): Generator<Message> {
  const random = randomOf(`faults ${name}`);
  const rounds = Math.ceil(readings / patients);
  for (let i = 0; i < readings; i += 1) {
    const [patient, round] = [i % patients, Math.floor(i / patients)];
    const measuredAt = Math.floor(endAt - spanMs + (spanMs * round) / rounds + patient);
    const { kind, body } = bodyOf(random, round, spread);
    yield {
      topic: `vigil/v1/${name}-${patient}-${kind}/${kind}`,
      payload: JSON.stringify({ measuredAt, ...body }),
    };
  }
}

export const inFlight = 1_000;

/** What streams come to in one process that nothing disturbs, on a store of the kind given; asked by their names. */
export const undisturbed = async (
  streams: readonly Stream[],
  database: string | null = null,
): Promise<(name: string) => Promise<Outcome>> => {
  const { app, folder } = await testApp(0, { clock: systemClock, database });
  await enrol(app, systemClock.now(), rosterOf(...streams));
  for (const stream of streams)
    await pipeline(messagesOf(stream), inFlight, async ({ topic, payload }) => {
      const message = { source: 'mqtt', topic, payload: Buffer.from(payload), mode: 'live' } as const;
      await app.ingest({ ...message, receivedAt: systemClock.now() });
    });
  await app.evaluator.idle();
  return name => outcomeIn(database ?? folder, name);
};
