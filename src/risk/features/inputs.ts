import type { Condition, Encounter, StayFacts } from '../../domain/encounter.ts';

/** A stay or visit with what else is told of it; null where nothing is. */
export type ToldEncounter = Encounter & { readonly facts: StayFacts | null };

/** All that a score may look at, of one patient. A scorer judges it as of an instant: what lies later does not count. */
export type RiskInputs = {
  readonly timeZone: string;
  /** calendar date */
  readonly birthDate: string | null;
  readonly encounters: readonly ToldEncounter[];
  readonly conditions: readonly Condition[];
};
