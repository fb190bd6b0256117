import type { Kind, Reading } from '../domain/reading.ts';
import type { Rule } from '../domain/rule.ts';

/** A reading that came. */
export type Arrival = { readonly reading: Reading; readonly owned: boolean };

/**
 * A person's decision of a reading: what the patient has no more, what instead (or newly), and when it was made.
 * Without a kind it is of no reading but of the patient: a status that took effect at `measuredAt`.
 */
export type Decided = {
  readonly arrival: number;
  readonly at: number;
  readonly kind: Kind | null;
  readonly measuredAt: number;
  readonly taken: Arrival | null;
  readonly given: Arrival | null;
};

/** One step in a patient's order of arrival. */
export type Turn = Arrival | Decided;

export const isDecided = (turn: Turn): turn is Decided => 'taken' in turn;

export const arrivalOf = (turn: Turn): number => (isDecided(turn) ? turn.arrival : turn.reading.arrival);

export const measuredAtOf = (turn: Turn): number =>
  isDecided(turn) ? turn.measuredAt : turn.reading.measuredAt;

/** When, by our clock, it became known. */
export const knownAt = (turn: Turn): number => (isDecided(turn) ? turn.at : turn.reading.receivedAt);

export const takenOf = (turn: Turn): Arrival | null => (isDecided(turn) ? turn.taken : null);
export const givenOf = (turn: Turn): Arrival | null => (isDecided(turn) ? turn.given : turn);

export type Pool = Rule['judges'];

export const poolOf = ({ reading, owned }: Arrival): Pool => {
  if (!owned) return 'unowned';
  return reading.suspect === null ? 'good' : 'suspect';
};
