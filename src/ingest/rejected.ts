import type BetterSqlite3 from 'better-sqlite3';
import { outboxWrites } from '../db/outbox.ts';
import type { RejectedState } from '../db/tables/readings.ts';
import { digest, newId } from '../ids.ts';
import type { Rejection } from './decode/decoded.ts';
import { parseTopic } from './topics.ts';
import type { Inbound } from './understand.ts';

/** Raw bytes kept of a message that is no reading: more than any device sends … */
const keptBytes = 8 * 1024 * 1024;
/** … until all together fill this much; then only as much of each as a reading could be. */
const plentyBytes = 256 * 1024 * 1024;
const keptWhenPlentyBytes = 64 * 1024;

/**
 * Records a message that became no reading; one that waits from now on is told of in the outbox. The same again is
 * counted on the same row: it waits again if a replay had made something of it, and stays discarded if a person
 * discarded it. Inside the writer.
 */
export type RecordRejected = (message: Inbound, rejection: Rejection) => string;

export const recordRejected = (
  sqlite: BetterSqlite3.Database,
  allBytes: number = plentyBytes,
): RecordRejected => {
  const upsert = sqlite
    .prepare<unknown[], string>(
      `INSERT INTO rejected_message (id, source, topic, reason, field, remedy, raw, size_bytes, truncated, hash,
         times, first_received_at, last_received_at, device_id, channel, mode)
       VALUES (@id, @source, @topic, @reason, @field, @remedy, @raw, @sizeBytes, @truncated, @hash, 1, @at, @at,
         @deviceId, @channel, @mode)
       ON CONFLICT (hash) DO UPDATE SET times = times + 1, last_received_at = excluded.last_received_at,
         reason = excluded.reason, field = excluded.field, remedy = excluded.remedy,
         device_id = excluded.device_id, channel = excluded.channel, mode = excluded.mode,
         resolved_by = iif(state = 'discarded', resolved_by, NULL),
         resolved_at = iif(state = 'discarded', resolved_at, NULL),
         replay_outcome = NULL, reading_id = NULL,
         state = iif(state = 'discarded', state, 'waiting')
       RETURNING id`,
    )
    .pluck();
  const emit = outboxWrites(sqlite);
  const stateOf = sqlite
    .prepare<[string], RejectedState>('SELECT state FROM rejected_message WHERE hash = ?')
    .pluck();
  const stored = sqlite
    .prepare<[], number>('SELECT coalesce(sum(length(raw)), 0) FROM rejected_message')
    .pluck();
  let totalBytes = stored.get() ?? 0;
  return (message, { reason, field, remedy }) => {
    const limit = totalBytes < allBytes ? keptBytes : keptWhenPlentyBytes;
    const raw = Buffer.from(message.payload.subarray(0, limit));
    const hash = digest(`${message.topic}\n${message.payload.byteLength}\n${raw.toString('latin1')}`);
    const before = stateOf.get(hash);
    if (before === undefined) totalBytes += raw.byteLength;
    const id = upsert.get({
      id: newId('rej'),
      source: message.source,
      mode: message.mode,
      topic: message.topic.slice(0, 512),
      reason,
      field,
      remedy,
      raw,
      sizeBytes: message.payload.byteLength,
      truncated: message.payload.byteLength > limit ? 1 : 0,
      hash,
      at: message.receivedAt,
      deviceId: null,
      channel: null,
      ...parseTopic(message.topic),
    }) as string;
    if (before === undefined || before === 'replayed')
      emit({
        at: message.receivedAt,
        kind: 'message.rejected',
        patientId: null,
        itemId: null,
        subjectId: id,
      });
    return id;
  };
};
