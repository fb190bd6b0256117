import type { Episode } from '../alerts/episode.ts';
import type { DailyRollup } from '../domain/daily.ts';
import type { Rule } from '../domain/rule.ts';
import { errorFields, type Fields } from '../log.ts';
import { rollupsTouchedBy } from '../readings/rollup.ts';
import { type Folded, fold } from './fold.ts';
import type { DueSeen, Loaded } from './load.ts';
import type { Setbacks, Timers } from './timer.ts';
import { arrivalOf, isDecided } from './turn.ts';

/** What judging a patient found, ready to be written; plain data, so that it may come from another thread. */
export type Judged = {
  readonly patientId: string;
  readonly programId: string;
  /** of the program's limits */
  readonly version: number;
  /** the patient's due row that it was judged from */
  readonly seen: DueSeen;
  /** the last arrival judged */
  readonly generation: number;
  readonly changed: readonly { readonly ruleId: string; readonly episode: Episode }[];
  readonly timers: Timers;
  readonly setbacks: Setbacks;
  readonly failures: readonly { readonly ruleId: string; readonly error: Fields }[];
  /** of the local days on which something arrived */
  readonly rollups: readonly DailyRollup[];
  /** the last arrival that every rule has judged, where people's decisions were among them; null: there was none */
  readonly decidedUpTo: number | null;
  /** how many were judged for the first time */
  readonly readings: number;
};

const rollupsOf = ({ entry, generation, owned, unjudged }: Loaded): readonly DailyRollup[] => {
  const arrivals = owned.filter(r => r.arrival > unjudged.judgedArrival && r.arrival <= generation);
  const good = owned.filter(r => r.suspect === null);
  return rollupsTouchedBy(arrivals, good, entry.context.timeZone);
};

const decidedUpTo = ({ generation, unjudged }: Loaded, { setbacks }: Folded): number | null =>
  unjudged.arrivals.some(isDecided)
    ? Math.min(generation, ...Object.values(setbacks).map(s => s.arrival))
    : null;

/** Judges a patient by the rules, as loaded. Pure. */
export const judge = (loaded: Loaded, rules: readonly Rule[]): Judged => {
  const { patientId, entry, seen, generation, unjudged, until } = loaded;
  const folded = fold(unjudged, rules, until);
  return {
    patientId,
    programId: entry.programId,
    version: entry.version,
    seen,
    generation,
    changed: folded.changed.map(({ rule, episode }) => ({ ruleId: rule.id, episode })),
    timers: folded.timers,
    setbacks: folded.setbacks,
    failures: folded.failures.map(({ ruleId, error }) => ({ ruleId, error: errorFields(error) })),
    rollups: rollupsOf(loaded),
    decidedUpTo: decidedUpTo(loaded, folded),
    readings: unjudged.arrivals.filter(turn => arrivalOf(turn) > unjudged.judgedArrival).length,
  };
};
