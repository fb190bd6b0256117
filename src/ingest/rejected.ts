import { outboxWrites } from '../db/outbox.ts';
import type { Sql } from '../db/statements.ts';
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
export type RecordRejected = (message: Inbound, rejection: Rejection) => Promise<string>;

export const recordRejected = (sql: Sql, allBytes: number = plentyBytes): RecordRejected => {
  const upsert = sql
    .prepare<unknown[], string>(
      `INSERT INTO rejected_message (id, source, topic, reason, field, remedy, raw, size_bytes, truncated, hash,
         times, first_received_at, last_received_at, device_id, channel, mode)
       VALUES (@id, @source, @topic, @reason, @field, @remedy, @raw, @sizeBytes, @truncated, @hash, 1, @at, @at,
         @deviceId, @channel, @mode)
       ON CONFLICT (hash) DO UPDATE SET times = rejected_message.times + 1, last_received_at = excluded.last_received_at,
         reason = excluded.reason, field = excluded.field, remedy = excluded.remedy,
         device_id = excluded.device_id, channel = excluded.channel, mode = excluded.mode,
         resolved_by = CASE WHEN rejected_message.state = 'discarded' THEN rejected_message.resolved_by END,
         resolved_at = CASE WHEN rejected_message.state = 'discarded' THEN rejected_message.resolved_at END,
         replay_outcome = NULL, reading_id = NULL,
         state = CASE WHEN rejected_message.state = 'discarded' THEN 'discarded' ELSE 'waiting' END
       RETURNING id`,
    )
    .pluck();
  const emit = outboxWrites(sql);
  const stateOf = sql
    .prepare<[string], RejectedState>('SELECT state FROM rejected_message WHERE hash = ?')
    .pluck();
  const stored = sql
    .prepare<[], number>('SELECT coalesce(sum(length(raw)), 0) FROM rejected_message')
    .pluck();
  let totalBytes: number | null = null;
  return async (message, { reason, field, remedy }) => {
    totalBytes ??= (await stored.get()) ?? 0;
    const limit = totalBytes < allBytes ? keptBytes : keptWhenPlentyBytes;
    const raw = Buffer.from(message.payload.subarray(0, limit));
    const hash = digest(`${message.topic}\n${message.payload.byteLength}\n${raw.toString('latin1')}`);
    const before = await stateOf.get(hash);
    if (before === undefined) totalBytes += raw.byteLength;
    const id = (await upsert.get({
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
    })) as string;
    if (before === undefined || before === 'replayed')
      await emit({
        at: message.receivedAt,
        kind: 'message.rejected',
        patientId: null,
        itemId: null,
        subjectId: id,
      });
    return id;
  };
};
