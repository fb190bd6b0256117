import { eachFindingCounts } from '../alerts/attention.ts';
import { altersPanel, altersWorklist, type Episode, isNewsToPeople } from '../alerts/episode.ts';
import { saveEpisode } from '../alerts/store.ts';
import { each } from '../db/gathered.ts';
import type { Store } from '../db/open.ts';
import { emit } from '../db/outbox.ts';
import { oneAtATime } from '../db/writer.ts';
import type { Rule } from '../domain/rule.ts';
import { forgetRetractions } from '../readings/retractions.ts';
import { rollupsTouchedBy } from '../readings/rollup.ts';
import { saveRollup } from '../readings/rollup-store.ts';
import { attach } from '../worklist/attach.ts';
import { lineWakes } from '../worklist/wake.ts';
import type { Folded } from './fold.ts';
import type { Loaded } from './load.ts';
import { isDecided } from './turn.ts';

/** Writes what a patient's fold found, inside the writer's transaction, beside other patients; true when there is an event to tell. */
export type Apply = (loaded: Loaded, folded: Folded, now: number) => Promise<boolean>;

/** A refresh that may end an acceptance: what fires is news again although it is no worse. */
const countsAgain = (rule: Rule, { endedAt, everFiredAt, severity }: Episode): boolean =>
  endedAt === null && everFiredAt !== null && eachFindingCounts(rule.id, severity);

export const applyFolded = (store: Store): Apply => {
  const { sql } = store;
  // a line's audit chains to the row before it
  const inTurn = oneAtATime(work => Promise.resolve(work()));
  const keepEpisode = saveEpisode(sql);
  const keepRollup = saveRollup(sql);
  const forget = forgetRetractions(sql);
  // who has neither an alert that stands nor a line is nearly everybody, and asked of at a fifth of the price
  const hasLine = sql
    .prepare<[string, string], number>(
      `SELECT 1 WHERE EXISTS (SELECT 1 FROM alert WHERE patient_id = ? AND ended_at IS NULL)
         OR EXISTS (SELECT 1 FROM worklist_item WHERE patient_id = ? AND state <> 'closed')`,
      { types: ['text', 'text'] },
    )
    .pluck();
  const lineWakesOf = lineWakes(sql);
  const wakesOf = async (patientId: string): Promise<readonly number[]> =>
    (await hasLine.get(patientId, patientId)) === undefined ? [] : lineWakesOf(patientId);
  // an arrival meanwhile has raised the generation: then the patient stays due
  const saveDue = sql.prepare(
    `UPDATE due SET judged_generation = @generation, timers = @timers, setbacks = @setbacks, failures = 0,
       due_at = CASE WHEN generation > @generation THEN due_at ELSE @next END,
       earliest_at = CASE WHEN generation > @generation THEN earliest_at ELSE NULL END
     ${each} WHERE patient_id = @patientId`,
    { types: ['bigint', 'jsonb', 'jsonb', 'bigint', 'text'] },
  );

  const saveRollups = async ({ patientId, entry, generation, owned, unjudged }: Loaded): Promise<void> => {
    const arrivals = owned.filter(r => r.arrival > unjudged.judgedArrival && r.arrival <= generation);
    const good = owned.filter(r => r.suspect === null);
    for (const rollup of rollupsTouchedBy(arrivals, good, entry.context.timeZone))
      await keepRollup(patientId, rollup);
  };

  const forgetDecisions = async (
    { patientId, generation, unjudged }: Loaded,
    { setbacks }: Folded,
  ): Promise<void> => {
    if (!unjudged.arrivals.some(isDecided)) return;
    await forget(patientId, Math.min(generation, ...Object.values(setbacks).map(s => s.arrival)));
  };

  return async (loaded, folded, now) => {
    const { patientId, entry, generation } = loaded;
    await saveRollups(loaded);
    await forgetDecisions(loaded, folded);
    for (const { rule, episode } of folded.changed) {
      const raised = isNewsToPeople(episode) || countsAgain(rule, episode);
      await keepEpisode(patientId, rule, episode, {
        limitsVersion: episode.evidence.judged?.limitsVersion ?? entry.version,
        raisedAt: raised ? now : null,
      });
    }
    const again = folded.changed.filter(({ rule, episode }) => countsAgain(rule, episode));
    const altering = folded.changed
      .filter(({ rule, episode }) => altersWorklist(episode) || countsAgain(rule, episode))
      .map(c => c.episode);
    const wakes = await wakesOf(patientId);
    const alters = altering.length > 0 || wakes.some(until => until <= now);
    if (alters) {
      const change = {
        patientId,
        programId: entry.programId,
        changedIds: altering.map(e => e.id),
        newsIds: altering.filter(isNewsToPeople).map(e => e.id),
        againIds: again.map(c => c.episode.id),
        now,
      };
      await inTurn(() => attach(store, change));
    } else if (folded.changed.some(c => altersPanel(c.episode))) {
      await emit(store, { at: now, kind: 'alert.changed', patientId, itemId: null });
    }
    const waits = [
      ...Object.values(folded.timers).map(t => t.wallAt),
      ...Object.values(folded.setbacks).map(setback => setback.retryAt),
      // what `attach` did may have set others
      ...(alters ? await wakesOf(patientId) : wakes).filter(until => until > now),
    ];
    const next = waits.length > 0 ? Math.min(...waits) : null;
    const timers = JSON.stringify(folded.timers);
    await saveDue.run({ patientId, generation, timers, setbacks: JSON.stringify(folded.setbacks), next });
    return alters || folded.changed.some(c => altersPanel(c.episode));
  };
};
