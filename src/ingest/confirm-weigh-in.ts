import type { DueMarks } from '../db/due-marks.ts';
import type { Store } from '../db/open.ts';
import { locateReading } from '../readings/locate-reading.ts';
import { settleReading } from '../readings/settle-reading.ts';

/** A weigh-in that waited for a person until another one bore it out. */
export type Confirmed = { readonly patientId: string; readonly readingId: string; readonly at: number };

/** Inside the writer's transaction; whoever calls it saves the marks. */
export type ConfirmWeighIn = (confirmed: Confirmed, marks: DueMarks) => Promise<void>;

/** Has it counted from its own instant on, as if a person had accepted it, and says so in the audit. */
export const confirmWeighIn =
  (store: Store): ConfirmWeighIn =>
  async ({ patientId, readingId, at }, marks) => {
    const located = await locateReading(store, readingId, patientId);
    if (!located || located.row.suspect === null) return;
    await settleReading({ store, actor: { type: 'system' }, at, marks }, located, {
      decision: 'accept',
      to: patientId,
      suspect: null,
      note: 'another weigh-in agrees',
    });
  };
