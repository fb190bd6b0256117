import { AppError } from '../../errors.ts';
import type { FileRow } from './read-file.ts';

/** A row with what a model, or another tool, said of it. */
export type ScoredEncounter = {
  readonly encounterId: string;
  readonly patient: string;
  /** 1: readmitted within 30 days; null where the file does not say */
  readonly label: 0 | 1 | null;
  /** died or went to a hospice: cannot be readmitted */
  readonly excluded: boolean;
  /** null: not scored */
  readonly probability: number | null;
  readonly row: FileRow;
};

export type Against = { readonly title: string; readonly scores: ReadonlyMap<string, number> };

export type JudgedEncounter = ScoredEncounter & { readonly label: 0 | 1; readonly probability: number };

const refuseRepeats = (encounters: readonly ScoredEncounter[]): void => {
  const distinct = new Set(encounters.map(e => e.encounterId));
  if (distinct.size < encounters.length)
    throw new AppError('import-rejected', 'an encounter_id stands twice in the data', {
      field: 'encounter_id',
      remedy: 'leave one row an encounter',
    });
};

const isKnown = (e: ScoredEncounter): e is ScoredEncounter & { readonly label: 0 | 1 } => e.label !== null;
const isScored = (e: ScoredEncounter): e is JudgedEncounter => isKnown(e) && e.probability !== null;

const requireBoth = (events: number, n: number, known: number): void => {
  if (n === 0 && known > 0)
    throw new AppError('import-rejected', 'no encounter of the data with a known outcome has a score', {
      field: 'encounter_id',
      remedy: 'name the file of encounters that was scored',
    });
  if (events === 0 || events === n)
    throw new AppError('import-rejected', 'there is nothing to tell apart', {
      field: 'readmitted',
      remedy: 'the judged encounters must hold some readmitted within 30 days ("<30") and some not',
    });
};

/** Encounters that can be judged, and how many cannot, each by the first reason. @throws AppError when none can */
export const judgedOf = (encounters: readonly ScoredEncounter[], against: Against | undefined) => {
  refuseRepeats(encounters);
  const alive = encounters.filter(e => !e.excluded);
  const known = alive.filter(isKnown);
  const scored = known.filter(isScored);
  const judged = against ? scored.filter(e => against.scores.has(e.encounterId)) : scored;
  const events = judged.filter(e => e.label === 1).length;
  requireBoth(events, judged.length, known.length);
  const leftOut = {
    diedOrHospice: encounters.length - alive.length,
    withoutOutcome: alive.length - known.length,
    withoutScore: known.length - scored.length,
    withoutOther: scored.length - judged.length,
  };
  return { judged, events, leftOut };
};
