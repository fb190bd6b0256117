import { eachFindingCounts } from '../alerts/attention.ts';
import { altersPanel, altersWorklist, type Episode, isNewsToPeople } from '../alerts/episode.ts';
import { saveEpisode } from '../alerts/store.ts';
import { each } from '../db/gathered.ts';
import type { Store } from '../db/open.ts';
import { emit } from '../db/outbox.ts';
import type { Sql } from '../db/statements.ts';
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

/**
 * When a patient's line asks to be looked at again. Who has neither an alert that stands nor a line is nearly everybody, and
 * asked of at a fifth of the price.
 */
const wakesOfLine = (sql: Sql) => {
  const hasLine = sql
    .prepare<[string, string], number>(
      `SELECT 1 WHERE EXISTS (SELECT 1 FROM alert WHERE patient_id = ? AND ended_at IS NULL)
         OR EXISTS (SELECT 1 FROM worklist_item WHERE patient_id = ? AND state <> 'closed')`,
      { types: ['text', 'text'] },
    )
    .pluck();
  const lineWakesOf = lineWakes(sql);
  return async (patientId: string): Promise<readonly number[]> =>
    (await hasLine.get(patientId, patientId)) === undefined ? [] : lineWakesOf(patientId);
};

/** Writes what judging changed of a patient's alerts. */
const keepChanged = (sql: Sql, rules: readonly Rule[]) => {
  const byId = new Map(rules.map(rule => [rule.id, rule]));
  const keepEpisode = saveEpisode(sql);
  return async ({ patientId, version, changed }: Judged, now: number): Promise<void> => {
    for (const { ruleId, episode } of changed) {
      const isRaised = isNewsToPeople(episode) || countsAgain(ruleId, episode);
      await keepEpisode(patientId, byId.get(ruleId) as Rule, episode, {
        limitsVersion: episode.evidence.judged?.limitsVersion ?? version,
        raisedAt: isRaised ? now : null,
      });
    }
  };
};

/** Writes how far a patient is judged, and when next; an arrival meanwhile has raised the generation: who has one stays due. */
const keepDue = (sql: Sql) => {
  const save = sql.prepare(
    `UPDATE due SET judged_generation = @generation, timers = @timers, setbacks = @setbacks, failures = 0,
       due_at = CASE WHEN generation > @generation THEN due_at ELSE @next END,
       earliest_at = CASE WHEN generation > @generation THEN earliest_at ELSE NULL END
     ${each} WHERE patient_id = @patientId`,
    { types: ['bigint', 'jsonb', 'jsonb', 'bigint', 'text'] },
  );
  return async (judged: Judged, wakes: readonly number[]): Promise<void> => {
    const { patientId, generation } = judged;
    const waits = [
      ...Object.values(judged.timers).map(t => t.wallAt),
      ...Object.values(judged.setbacks).map(setback => setback.retryAt),
      ...wakes,
    ];
    const next = waits.length > 0 ? Math.min(...waits) : null;
    const [timers, setbacks] = [JSON.stringify(judged.timers), JSON.stringify(judged.setbacks)];
    await save.run({ patientId, generation, timers, setbacks, next });
  };
};

/** What of the changes alters the patient's line. */
const lineChange = ({ patientId, programId, changed }: Judged, now: number) => {
  const altering = changed.filter(c => altersWorklist(c.episode) || countsAgain(c.ruleId, c.episode));
  return {
    ...{ patientId, programId, now },
    changedIds: altering.map(c => c.episode.id),
    newsIds: altering.filter(c => isNewsToPeople(c.episode)).map(c => c.episode.id),
    againIds: changed.filter(c => countsAgain(c.ruleId, c.episode)).map(c => c.episode.id),
  };
};

export const applyJudged = (store: Store, rules: readonly Rule[]): Apply => {
  const { sql } = store;
  // a line's audit chains to the row before it
  const inTurn = oneAtATime(work => Promise.resolve(work()));
  const keepRollup = saveRollup(sql);
  const forget = forgetRetractions(sql);
  const keepEpisodes = keepChanged(sql, rules);
  const wakesOf = wakesOfLine(sql);
  const saveDue = keepDue(sql);

  return async (judged, now) => {
    const { patientId, changed } = judged;
    for (const rollup of judged.rollups) await keepRollup(patientId, rollup);
    if (judged.decidedUpTo !== null) await forget(patientId, judged.decidedUpTo);
    await keepEpisodes(judged, now);
    const change = lineChange(judged, now);
    const wakes = await wakesOf(patientId);
    const altersLine = change.changedIds.length > 0 || wakes.some(until => until <= now);
    const altersPage = changed.some(c => altersPanel(c.episode));
    if (altersLine) await inTurn(() => attach(store, change));
    else if (altersPage) await emit(store, { at: now, kind: 'alert.changed', patientId, itemId: null });
    // attaching may have set others
    const waits = altersLine ? await wakesOf(patientId) : wakes;
    await saveDue(
      judged,
      waits.filter(until => until > now),
    );
    return altersLine || altersPage;
  };
};
