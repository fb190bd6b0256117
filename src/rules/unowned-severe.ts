import { type Finding, unknown } from '../domain/alert.ts';
import type { Reading } from '../domain/reading.ts';
import { evidenceOf } from './evidence.ts';

/** What of a reading is severe, in words with its unit, and the limit it crossed. */
export type SevereValue = {
  readonly what: string;
  readonly limit: string;
  readonly limits: Readonly<Record<string, number>>;
};

/** Urgent and unconfirmed where a reading of unknown owner is severe by its own value; otherwise unknown. */
export const judgeUnowned = (reading: Reading, severe: SevereValue | null): Finding =>
  severe
    ? {
        is: 'firing',
        severity: 'urgent',
        confirmed: false,
        because: `${severe.what} on a shared device, not known whose: ask; limit ${severe.limit}`,
        evidence: evidenceOf([reading], severe.limits),
      }
    : unknown;
