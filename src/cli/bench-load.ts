import { parentPort, workerData } from 'node:worker_threads';
import { type BenchPlan, benchMessages } from './bench-messages.ts';
import { connectPublisher, pipeline } from './publisher.ts';

export type Load = BenchPlan & {
  readonly url: string;
  readonly connections: number;
  readonly inFlight: number;
  /** null: as fast as they are acknowledged */
  readonly perS: number | null;
};

const tickMs = 10;

/** The messages at their pace: a handful every hundredth of a second. */
async function* paced(load: Load) {
  if (load.perS === null) return yield* benchMessages(load);
  const startedAt = performance.now();
  let sent = 0;
  for (const message of benchMessages(load)) {
    while (sent >= ((performance.now() - startedAt) / 1000) * load.perS)
      await new Promise(resolve => setTimeout(resolve, tickMs));
    sent += 1;
    yield message;
  }
}

const run = async (load: Load): Promise<number> => {
  const publisher = await connectPublisher(load.url, { connections: load.connections });
  parentPort?.postMessage('started');
  let acknowledged = 0;
  await pipeline(load.perS === null ? benchMessages(load) : paced(load), load.inFlight, async message => {
    await publisher.publish(message.topic, message.payload);
    acknowledged += 1;
  });
  await publisher.close();
  return acknowledged;
};

if (parentPort) parentPort.postMessage(await run(workerData as Load));
