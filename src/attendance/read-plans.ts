import type { CoveragePlan } from '../contract/coverage.ts';
import type { Store } from '../db/open.ts';
import { eachApart, type Outcome } from './each-apart.ts';
import type { Plans } from './escalate-overdue.ts';
import { planIn } from './plan-of.ts';

/** Every program's plan; one that cannot be read holds up no other program. */
export const readPlans = async ({
  reader,
  t,
}: Store): Promise<{ readonly plans: Plans; readonly failures: Outcome['failures'] }> => {
  const rows = new Map((await reader.select().from(t.coverage)).map(row => [row.programId, row]));
  const plans = new Map<string, CoveragePlan>();
  const { failures } = await eachApart(rows.keys(), programId => {
    const plan = planIn(rows.get(programId));
    if (plan) plans.set(programId, plan);
    return Promise.resolve(plan !== null);
  });
  return { plans, failures };
};
