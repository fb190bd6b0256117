import { describe, expect, test } from 'vitest';
import { type CoveragePlan, coveragePlanSchema } from '../../../src/contract/coverage.ts';
import { draftsOf, newShift, placeOf, planWith } from '../../../src/web/lead/coverage/shift-draft.ts';

const plan: CoveragePlan = coveragePlanSchema.parse({
  timeZone: 'America/New_York',
  shifts: [
    { days: ['mon', 'sun'], from: '07:00', to: '19:00', people: ['Ana Ruiz', 'Ben Okoye'] },
    { days: ['sat'], from: '19:00', to: '07:00', people: ['Nia Osei'] },
  ],
  lead: 'Lea Winter',
  workingHours: [{ days: ['mon'], from: '08:00', to: '17:00' }],
});

describe('the shifts of a plan as they are typed', () => {
  test('what nobody touched is the plan again', () => {
    expect(planWith(plan, draftsOf(plan), 'Pacific/Auckland')).toEqual(plan);
  });

  test('a shift that is removed is gone, and all else stays', () => {
    const [, second] = draftsOf(plan);
    const { shifts, ...rest } = planWith(plan, second ? [second] : [], 'Pacific/Auckland');
    const { shifts: before, ...same } = plan;
    expect(shifts).toEqual(before.slice(1));
    expect(rest).toEqual(same);
  });

  test('a program without a plan gets one by the given clock, which the server takes', () => {
    const drafts = [{ ...newShift(0), people: ' Ana Ruiz ,, Ben Okoye' }];
    const made = planWith(null, drafts, 'America/Chicago');
    expect(made).toMatchObject({
      timeZone: 'America/Chicago',
      shifts: [{ people: ['Ana Ruiz', 'Ben Okoye'] }],
    });
    expect(coveragePlanSchema.safeParse(made).success).toBe(true);
  });

  test.each([
    ['plan.shifts.2.to', { at: 2, part: 'to' }],
    ['plan.shifts.0.people.1', { at: 0, part: 'people' }],
    ['plan.shifts.11', { at: 11, part: '' }],
    ['plan.timeZone', null],
    [undefined, null],
  ])('a refusal of %s is about %j', (field, place) => {
    expect(placeOf(field)).toEqual(place);
  });
});
