import type { Store } from '../db/open.ts';
import type { RuleSet } from '../domain/rule-set.ts';
import { switched } from '../rules/proposal.ts';
import { joined, type RuleSetVersion } from '../rules/rule-set.ts';
import type { Freed } from './overrides-under.ts';

/** Of whom: one patient, or everybody in a program. */
type Of = { readonly programId: string; readonly patientId?: string };

const ring = `UPDATE due SET due_at = min(coalesce(due_at, @at), @at),
  timers = json_set(timers, '$."' || @ruleId || '"', json_object('at', @at, 'wallAt', @at))
  WHERE patient_id IN (SELECT id FROM patient WHERE program_id = @programId AND (@patientId IS NULL OR id = @patientId))`;
const standing = ` AND patient_id IN (SELECT patient_id FROM alert WHERE rule_id = @ruleId AND state <> 'ended')`;

/**
 * Has rules that are switched off look at what stands of them, so that it ends now, and rules that watch time look as
 * soon as they are switched on. Inside the writer's transaction.
 */
export const lookAtSwitched = (
  { sqlite }: Pick<Store, 'sqlite'>,
  { programId, patientId }: Of,
  before: RuleSet,
  after: RuleSet,
  at: number,
): void => {
  const { on, off } = switched(before, after);
  const of = { programId, patientId: patientId ?? null, at };
  const end = sqlite.prepare(ring + standing);
  const look = sqlite.prepare(ring);
  for (const { id } of off) end.run({ ...of, ruleId: id });
  for (const { id, watchesTime } of on) if (watchesTime) look.run({ ...of, ruleId: id });
};

/** The same for patients whose own settings a new version of their program ended. */
export const lookAtFreed = (
  store: Pick<Store, 'sqlite'>,
  current: RuleSetVersion & { readonly programId: string },
  next: RuleSetVersion,
  freed: readonly Freed[],
): void => {
  const { programId } = current;
  const { fromAt } = next;
  for (const { patientId, before, kept } of freed) {
    const [was, is] = [joined(current, fromAt, before), joined(next, fromAt, kept)];
    lookAtSwitched(store, { programId, patientId }, was, is, fromAt);
  }
};
