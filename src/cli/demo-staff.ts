import { putCoverage } from '../attendance/coverage.ts';
import { addResponder } from '../attendance/responders.ts';
import { type CoveragePlan, coveragePlanSchema, type Weekday } from '../contract/coverage.ts';
import type { Store } from '../db/open.ts';

/** Who works in the demonstration. */
export const demoStaff = {
  lead: 'Lea Winter',
  nurses: ['Ana Ruiz', 'Ben Okafor'],
  onCall: 'Nia Osei',
  weekendNurse: 'Wendy Park',
} as const;
const { lead, onCall, weekendNurse } = demoStaff;
const nurses = [...demoStaff.nurses];

const weekdays: readonly Weekday[] = ['mon', 'tue', 'wed', 'thu', 'fri'];
const everyDay: readonly Weekday[] = [...weekdays, 'sat', 'sun'];
const day = { from: '07:00', to: '19:00' };
const night = { from: '19:00', to: '07:00' };

const byDay = { ...day, days: weekdays, people: nurses };

const common = {
  timeZone: 'America/New_York',
  workingHours: [{ ...day, days: weekdays }],
  lead,
};

const roundTheClock = {
  ...common,
  shifts: [
    byDay,
    { ...day, days: ['sat', 'sun'], people: [weekendNurse] },
    { ...night, days: everyDay, people: [onCall] },
  ],
};

const noSundays = {
  ...common,
  shifts: [
    byDay,
    { ...day, days: ['sat'], people: [weekendNurse] },
    { ...night, days: weekdays, people: [onCall] },
    { days: ['sat'], from: '19:00', to: '24:00', people: [onCall] },
    { days: ['mon'], from: '00:00', to: '07:00', people: [onCall] },
  ],
  unmonitored: [
    {
      days: ['sun'],
      from: '00:00',
      to: '24:00',
      told: 'Nobody watches on Sundays: in an emergency call 911.',
    },
  ],
};

/** Two nurses by day, one on call at night; nobody on Sundays where patients were told so. */
export const demoPlans: Readonly<Record<string, CoveragePlan>> = {
  'heart-failure': coveragePlanSchema.parse(roundTheClock),
  diabetes: coveragePlanSchema.parse(roundTheClock),
  hypertension: coveragePlanSchema.parse(noSundays),
};

/** Who is on when in the demonstration's programs, all of whom are told by pagers on this machine. */
export const staffDemo = async (store: Store, pagerUrl: string, at: number): Promise<void> => {
  const deps = { store, actor: { type: 'person', name: lead }, at } as const;
  for (const name of [...nurses, weekendNurse, onCall, lead]) {
    await addResponder(deps, { name, url: pagerUrl });
  }
  for (const [programId, plan] of Object.entries(demoPlans)) {
    await putCoverage(deps, programId, { plan, version: 0 });
  }
};
