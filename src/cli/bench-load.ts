import { parentPort, workerData } from 'node:worker_threads';
import { randomOf } from '../../simulators/random.ts';
import { hourMs } from '../domain/local-day.ts';
import { connectPublisher, pipeline } from './publisher.ts';

export type Load = {
  readonly url: string;
  readonly patients: number;
  readonly readings: number;
  readonly connections: number;
  readonly inFlight: number;
  readonly endAt: number;
  readonly spanMs: number;
};

const topicOf = (patient: number, kind: string) => `vigil/v1/bench-${patient}-${kind}/${kind}`;

/** Readings of ordinary people: mostly unremarkable, some beyond a limit, all within the last two days. */
function* messages({ patients, readings, endAt, spanMs }: Load) {
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

export const benchSpanMs = 48 * hourMs;

const run = async (load: Load): Promise<number> => {
  const publisher = await connectPublisher(load.url, { connections: load.connections });
  let acknowledged = 0;
  await pipeline(messages(load), load.inFlight, async ({ topic, payload }) => {
    await publisher.publish(topic, payload);
    acknowledged += 1;
  });
  await publisher.close();
  return acknowledged;
};

if (parentPort) parentPort.postMessage(await run(workerData as Load));
