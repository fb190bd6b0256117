import { digest } from '../ids.ts';
import type { DecodedReading } from './decode/decoded.ts';

const bucketMs = 10 * 60_000;
/** a device that sends no time but counts its messages may start to count anew */
const countedBucketMs = 30 * 86_400_000;

/**
 * `id` is the reading's identity. A reading without any usable time carries its ten-minute bucket instead;
 * `alsoId` is the bucket before, so that equal ones count as one within 10–20 minutes
 * (30–60 days where a sequence number tells them apart).
 */
export type Identity = { readonly id: string; readonly alsoId: string | null };

export const identityOf = (
  deviceId: string,
  reading: DecodedReading,
  timeless: boolean,
  receivedAt: number,
): Identity => {
  const { slot, measurement, measuredAtSent, sent, seq } = reading;
  const parts = [deviceId, slot, measurement.kind, measuredAtSent ?? 'none', sent.unit, sent.values, seq];
  if (!timeless) return { id: digest(JSON.stringify(parts)), alsoId: null };
  const bucket = Math.floor(receivedAt / (seq === null ? bucketMs : countedBucketMs));
  return {
    id: digest(JSON.stringify([...parts, bucket])),
    alsoId: digest(JSON.stringify([...parts, bucket - 1])),
  };
};
