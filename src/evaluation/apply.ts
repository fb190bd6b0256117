import { eachFindingCounts } from '../alerts/attention.ts';
import { altersPanel, altersWorklist, type Episode, isNewsToPeople } from '../alerts/episode.ts';
import { saveEpisode } from '../alerts/store.ts';
import { each } from '../db/gathered.ts';
import type { Store } from '../db/open.ts';
import { emit } from '../db/outbox.ts';
import { oneAtATime } from '../db/writer.ts';
import type { Rule } from '../domain/rule.ts';
import { forgetRetractions } from '../readings/retractions.ts';
import { saveRollup } from '../readings/rollup-store.ts';
import { attach } from '../worklist/attach.ts';
import { lineWakes } from '../worklist/wake.ts';
import type { Judged } from './judged.ts';

/** Writes what judging a patient found, inside the writer's transaction, beside other patients; true when there is an event to tell. */
export type Apply = (judged: Judged, now: number) => Promise<boolean>;

/** A refresh that may end an acceptance: what fires is news again although it is no worse. */
const countsAgain = (ruleId: string, { endedAt, everFiredAt, severity }: Episode): boolean =>
  endedAt === null && everFiredAt !== null && eachFindingCounts(ruleId, severity);

export const applyJudged = (store: Store, rules: readonly Rule[]): Apply => {
  const { sql } = store;
  const byId = new Map(rules.map(rule => [rule.id, rule]));
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

  return async (judged, now) => {
    const { patientId, programId, generation, changed } = judged;
    for (const rollup of judged.rollups) await keepRollup(patientId, rollup);
    if (judged.decidedUpTo !== null) await forget(patientId, judged.decidedUpTo);
    for (const { ruleId, episode } of changed) {
      const raised = isNewsToPeople(episode) || countsAgain(ruleId, episode);
      await keepEpisode(patientId, byId.get(ruleId) as Rule, episode, {
        limitsVersion: episode.evidence.judged?.limitsVersion ?? judged.version,
        raisedAt: raised ? now : null,
      });
    }
    const again = changed.filter(({ ruleId, episode }) => countsAgain(ruleId, episode));
    const altering = changed
      .filter(({ ruleId, episode }) => altersWorklist(episode) || countsAgain(ruleId, episode))
      .map(c => c.episode);
    const wakes = await wakesOf(patientId);
    const alters = altering.length > 0 || wakes.some(until => until <= now);
    if (alters) {
      const change = {
        patientId,
        programId,
        changedIds: altering.map(e => e.id),
        newsIds: altering.filter(isNewsToPeople).map(e => e.id),
        againIds: again.map(c => c.episode.id),
        now,
      };
      await inTurn(() => attach(store, change));
    } else if (changed.some(c => altersPanel(c.episode))) {
      await emit(store, { at: now, kind: 'alert.changed', patientId, itemId: null });
    }
    const waits = [
      ...Object.values(judged.timers).map(t => t.wallAt),
      ...Object.values(judged.setbacks).map(setback => setback.retryAt),
      // what `attach` did may have set others
      ...(alters ? await wakesOf(patientId) : wakes).filter(until => until > now),
    ];
    const next = waits.length > 0 ? Math.min(...waits) : null;
    const timers = JSON.stringify(judged.timers);
    await saveDue.run({ patientId, generation, timers, setbacks: JSON.stringify(judged.setbacks), next });
    return alters || changed.some(c => altersPanel(c.episode));
  };
};
