import { markedAt } from '../db/due-marks.ts';
import { withTimer } from '../db/due-timers.ts';
import type { Store } from '../db/open.ts';
import type { Dialect } from '../db/statements.ts';
import type { RuleSet } from '../domain/rule-set.ts';
import { switched } from '../rules/proposal.ts';
import { joined, type RuleSetVersion } from '../rules/rule-set.ts';
import type { Freed } from './overrides-under.ts';

/** Of whom: one patient, or everybody in a program. */
type Of = { readonly programId: string; readonly patientId?: string };

const ringOf = (
  dialect: Dialect,
) => `UPDATE due SET due_at = least(coalesce(due_at, ${markedAt[dialect]}), ${markedAt[dialect]}),
  timers = ${withTimer(dialect, 'timers')}
  WHERE patient_id IN (SELECT id FROM patient
    WHERE program_id = @programId AND (CAST(@patientId AS text) IS NULL OR id = @patientId))`;
const standing = ` AND patient_id IN (SELECT patient_id FROM alert WHERE rule_id = @ruleId AND state <> 'ended')`;

/**
 * Has rules that are switched off look at what stands of them, so that it ends now, and rules that watch time look as
 * soon as they are switched on. Inside the writer's transaction.
 */
export const lookAtSwitched = async (
  { sql }: Pick<Store, 'sql'>,
  { programId, patientId }: Of,
  before: RuleSet,
  after: RuleSet,
  at: number,
): Promise<void> => {
  const { on, off } = switched(before, after);
  const of = { programId, patientId: patientId ?? null, at };
  const ring = ringOf(sql.dialect);
  const end = sql.prepare(ring + standing);
  const look = sql.prepare(ring);
  for (const { id } of off) await end.run({ ...of, ruleId: id });
  for (const { id, watchesTime } of on) if (watchesTime) await look.run({ ...of, ruleId: id });
};

/** The same for patients whose own settings a new version of their program ended. */
export const lookAtFreed = async (
  store: Pick<Store, 'sql'>,
  current: RuleSetVersion & { readonly programId: string },
  next: RuleSetVersion,
  freed: readonly Freed[],
): Promise<void> => {
  const { programId } = current;
  const { fromAt } = next;
  for (const { patientId, before, kept } of freed) {
    const [was, is] = [joined(current, fromAt, before), joined(next, fromAt, kept)];
    await lookAtSwitched(store, { programId, patientId }, was, is, fromAt);
  }
};
