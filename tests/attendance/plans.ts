import { type CoveragePlan, coveragePlanSchema } from '../../src/contract/coverage.ts';

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri'] as const;
export const weekend = ['sat', 'sun'] as const;
export const everyDay = [...weekdays, ...weekend] as const;

/** A plan as a program would send it, everything else as usual. */
export const planOf = (over: Record<string, unknown> = {}): CoveragePlan =>
  coveragePlanSchema.parse({ timeZone: 'America/New_York', ...over });

/** Day and night by turns, and two people at night. */
export const roundTheClock = planOf({
  shifts: [
    { days: weekdays, from: '08:00', to: '20:00', people: ['Ana Ruiz', 'Ben Okafor'] },
    { days: everyDay, from: '20:00', to: '08:00', people: ['Nia Night', 'Otto Second'] },
    { days: weekend, from: '08:00', to: '20:00', people: ['Wendy Weekend'] },
  ],
  workingHours: [{ days: weekdays, from: '08:00', to: '17:00' }],
  lead: 'Lea Lead',
});
