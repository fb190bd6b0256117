import type { Lane, QuietReason, Severity } from '../domain/alert.ts';
import type { LineAlert } from '../worklist/decide-line.ts';

/**
 * Why a line asked for a person: it opened, it came back to who had looked, it became worse before anybody had, or a
 * technical one became the patient's. `worse` alone asks nobody twice.
 */
export type Raise = {
  readonly at: number;
  readonly why: 'opened' | 'returned' | 'became-clinical' | 'worse';
  readonly lane: Lane;
  readonly severity: Severity;
};

export type LoggedItem = {
  readonly id: string;
  readonly openedAt: number;
  closedAt: number | null;
  /** the service closes a line that nothing demands any more and nobody took up */
  closedBy: 'reviewer' | 'system' | null;
  readonly raises: Raise[];
  readonly alertIds: Set<string>;
};

export type LoggedAlert = LineAlert & {
  readonly because: string;
  /** each time it asked for a person: fired, grew worse, counted again or was quiet no more */
  readonly raises: readonly number[];
  /** why it was quiet when it first fired */
  readonly quietAtFirst: QuietReason | null;
};

export type LineLog = { readonly items: readonly LoggedItem[]; readonly alerts: readonly LoggedAlert[] };
