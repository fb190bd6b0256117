import type { Sql } from '../db/statements.ts';
import type { AlertState, EndReason, Evidence, Severity } from '../domain/alert.ts';
import type { Episode } from './episode.ts';
import type { AlertSource } from './sources.ts';

type Row = [
  ruleId: string,
  id: string,
  state: AlertState,
  severity: Severity,
  confirmed: 0 | 1,
  because: string,
  evidence: string,
  startedAt: number,
  firedAt: number | null,
  lastAt: number,
  pendingUntil: number | null,
  endedAt: number | null,
  endReason: EndReason | null,
];

const columns =
  'rule_id, id, state, severity, confirmed, because, evidence, started_at, fired_at, last_at, pending_until, ended_at, end_reason';

const toEpisode = (row: Row): Episode => {
  const [, id, , severity, confirmed, because, evidence, startedAt, firedAt] = row;
  const [, , , , , , , , , lastAt, pendingUntil, endedAt, endReason] = row;
  return {
    id,
    told: { fired: firedAt !== null, ended: endedAt !== null, severity, confirmed: confirmed === 1 },
    changed: false,
    startedAt,
    firedAt,
    everFiredAt: firedAt,
    lastAt,
    pendingUntil,
    endedAt,
    endReason,
    severity,
    confirmed: confirmed === 1,
    because,
    evidence: JSON.parse(evidence) as Evidence,
  };
};

/** A patient's alerts by rule that stand, or ended at or after `since`; superseded ones are over for good. */
export type LoadEpisodes = (patientId: string, since: number) => Promise<Map<string, Episode[]>>;

export const loadEpisodes = (sql: Sql): LoadEpisodes => {
  const standing = sql
    .prepare<[string], Row>(`SELECT ${columns} FROM alert WHERE patient_id = ? AND ended_at IS NULL`, {
      types: ['text'],
    })
    .raw();
  const ended = sql
    .prepare<[string, number], Row>(
      `SELECT ${columns} FROM alert WHERE patient_id = ? AND ended_at >= ? AND end_reason <> 'superseded'`,
      { types: ['text', 'bigint'] },
    )
    .raw();
  return async (patientId, since) => {
    const rows = await Promise.all([ended.all(patientId, since), standing.all(patientId)]);
    const byRule = new Map<string, Episode[]>();
    for (const row of rows.flat()) {
      const episodes = byRule.get(row[0]);
      if (episodes) episodes.push(toEpisode(row));
      else byRule.set(row[0], [toEpisode(row)]);
    }
    for (const episodes of byRule.values()) episodes.sort((a, b) => a.startedAt - b.startedAt);
    return byRule;
  };
};

const stateOf = (episode: Episode): AlertState => {
  if (episode.endedAt !== null) return 'ended';
  return episode.firedAt === null ? 'pending' : 'firing';
};

/** Writes an episode as an alert row. */
export type SaveEpisode = (
  patientId: string,
  source: AlertSource,
  episode: Episode,
  context: { readonly limitsVersion: number; readonly raisedAt: number | null },
) => Promise<void>;

/** Inside the writer's transaction. Ends are written before openings, so that one alert stands a rule. */
export const saveEpisode = (sql: Sql): SaveEpisode => {
  const previous = sql
    .prepare<[string, string, number], string>(
      `SELECT id FROM alert WHERE patient_id = ? AND rule_id = ? AND started_at < ? AND fired_at IS NOT NULL
       ORDER BY started_at DESC LIMIT 1`,
    )
    .pluck();
  const insert = sql.prepare(
    `INSERT INTO alert (id, patient_id, rule_id, rule_version, limits_version, concern, state, severity, confirmed,
       because, evidence, started_at, fired_at, last_at, pending_until, ended_at, end_reason, raised_at,
       previous_alert_id)
     VALUES (@id, @patientId, @ruleId, @ruleVersion, @limitsVersion, @concern, @state, @severity, @confirmed,
       @because, @evidence, @startedAt, @firedAt, @lastAt, @pendingUntil, @endedAt, @endReason, @raisedAt,
       @previousAlertId)`,
  );
  const update = sql.prepare(
    `UPDATE alert SET state = @state, severity = @severity, confirmed = @confirmed, because = @because,
       evidence = @evidence, started_at = @startedAt, fired_at = @firedAt, last_at = @lastAt,
       pending_until = @pendingUntil, ended_at = @endedAt, end_reason = @endReason,
       raised_at = coalesce(@raisedAt, raised_at),
       rule_version = @ruleVersion, limits_version = @limitsVersion
     WHERE id = @id`,
  );
  return async (patientId, source, episode, { limitsVersion, raisedAt }) => {
    const fields = {
      id: episode.id,
      state: stateOf(episode),
      severity: episode.severity,
      confirmed: episode.confirmed ? 1 : 0,
      because: episode.because,
      evidence: JSON.stringify(episode.evidence),
      startedAt: episode.startedAt,
      firedAt: episode.everFiredAt,
      lastAt: episode.lastAt,
      pendingUntil: episode.pendingUntil,
      endedAt: episode.endedAt,
      endReason: episode.endReason,
      raisedAt,
      ruleVersion: source.version,
      limitsVersion,
    };
    if (episode.told) await update.run(fields);
    else {
      const previousAlertId = (await previous.get(patientId, source.id, episode.startedAt)) ?? null;
      await insert.run({ ...fields, patientId, ruleId: source.id, concern: source.concern, previousAlertId });
    }
  };
};
