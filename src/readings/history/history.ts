import type { Kind, Reading } from '../../domain/reading.ts';

export type HistoryAsk = {
  /** absent: every kind */
  readonly kind?: Kind | undefined;
  /** measured in [from, to) */
  readonly from: number;
  readonly to: number;
  /** only what comes after this in the order of the answer */
  readonly after?: { readonly measuredAt: number; readonly id: string } | undefined;
  /** at most so many; absent: all */
  readonly atMost?: number | undefined;
};

/**
 * All of a patient's readings however old, wherever they are kept, good and suspect; in order of `measuredAt`, then `id`.
 * Each stands there once, as it is now. @throws AppError not-ready when a part is kept where nobody answers
 */
export type History = {
  readonly readings: (patientId: string, ask: HistoryAsk) => Promise<readonly Reading[]>;
};

type Placed = Pick<Reading, 'measuredAt' | 'id'>;

const byId = (a: string, b: string): number => {
  if (a === b) return 0;
  return a < b ? -1 : 1;
};

export const inHistoryOrder = (a: Placed, b: Placed): number =>
  a.measuredAt - b.measuredAt || byId(a.id, b.id);

/** From the beginning of what may be asked for to its end. */
export const everything = { from: 0, to: 8.64e15 } as const;
