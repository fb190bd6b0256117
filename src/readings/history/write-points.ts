import type { Influx } from './influx.ts';
import type { Plan } from './plan.ts';
import type { Point } from './point.ts';
import type { Refused } from './queue.ts';

type Planned = Plan['points'][number];

const mostPoints = 5_000;
const mostBytes = 1_000_000;

/** About as many bytes as it has in the line protocol, never fewer. */
const bytesOf = ({ tags, fields, timestamp }: Point): number =>
  Buffer.byteLength(JSON.stringify([tags, fields])) + timestamp.length + 80;

/** In order, none larger than what one request may hold. */
export const inBatches = (planned: readonly Planned[]): Planned[][] => {
  const batches: Planned[][] = [];
  let [batch, bytes]: [Planned[], number] = [[], 0];
  for (const one of planned) {
    const size = bytesOf(one.point);
    if (batch.length > 0 && (batch.length >= mostPoints || bytes + size > mostBytes)) {
      batches.push(batch);
      [batch, bytes] = [[], 0];
    }
    batch.push(one);
    bytes += size;
  }
  return batch.length > 0 ? [...batches, batch] : batches;
};

/** Halves what is refused until the points that are at fault stand alone: the answer does not name them. */
const writeBatch = async (influx: Influx, batch: readonly Planned[]): Promise<Refused[]> => {
  const written = await influx.write(batch.map(one => one.point));
  if (written.is === 'written') return [];
  const [only] = batch;
  if (batch.length === 1 && only) return [{ ...only.key, reason: written.reason }];
  const middle = Math.ceil(batch.length / 2);
  const first = await writeBatch(influx, batch.slice(0, middle));
  return [...first, ...(await writeBatch(influx, batch.slice(middle)))];
};

/** Writes points in bounded requests; those that are refused. @throws AppError not-ready */
export const writePoints = async (influx: Influx, planned: readonly Planned[]): Promise<Refused[]> => {
  const refused: Refused[] = [];
  for (const batch of inBatches(planned)) refused.push(...(await writeBatch(influx, batch)));
  return refused;
};
