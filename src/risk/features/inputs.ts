import type { Condition, Encounter } from '../../domain/encounter.ts';

/** All that a score may look at, of one patient. A scorer judges it as of an instant: what lies later does not count. */
export type RiskInputs = {
  readonly timeZone: string;
  readonly encounters: readonly Encounter[];
  readonly conditions: readonly Condition[];
};
