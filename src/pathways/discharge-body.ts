import type { DischargeBody } from '../contract/discharge.ts';
import type { Store } from '../db/open.ts';
import { overrideBody } from '../roster/overrides-list.ts';
import { findPatient } from '../roster/patients.ts';
import { currentRuleSet } from '../roster/rule-sets.ts';
import type { Discharged } from './discharge.ts';
import { taskBodies } from './task-bodies.ts';

const iso = (at: number): string => new Date(at).toISOString();

/** What a discharge did. */
export const dischargeBody = async (
  deps: Pick<Store, 'reader' | 't'>,
  { patientId, encounter, status, tasks, cancelledTasks, limits, limitsLeft }: Discharged,
  now: number,
): Promise<DischargeBody> => {
  const { programId } = await findPatient(deps, patientId);
  const program = await currentRuleSet(deps, programId);
  const { id, class: stayClass, admittedAt, dischargedAt, emergent } = encounter;
  return {
    encounter: {
      id,
      class: stayClass,
      admittedAt: iso(admittedAt),
      dischargedAt: dischargedAt === null ? null : iso(dischargedAt),
      emergent,
    },
    status,
    tasks: await taskBodies(deps, tasks, now),
    cancelledTasks,
    limits: limits.map(row => overrideBody(row, program)),
    limitsLeft: [...limitsLeft],
  };
};
