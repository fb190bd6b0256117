import { describe, expect, test } from 'vitest';
import { coverageWarnings, holesIn } from '../../src/attendance/warnings.ts';
import { everyDay, planOf, roundTheClock, weekdays } from './plans.ts';

describe('holes in the week', () => {
  test.each([
    ['none when it is covered round the clock', roundTheClock, []],
    ['the whole week of an empty plan', planOf(), ['the whole week']],
    [
      'nights and the weekend; one over the end of the week is one',
      planOf({ shifts: [{ days: weekdays, from: '08:00', to: '17:00', people: ['Ana Ruiz'] }] }),
      ['Mon to Thu 17:00 to 08:00 the next day', 'Fri 17:00 to Mon 08:00'],
    ],
    [
      'what is stated unmonitored is no hole',
      planOf({
        shifts: [{ days: everyDay, from: '08:00', to: '17:00', people: ['Ana Ruiz'] }],
        unmonitored: [{ days: everyDay, from: '17:00', to: '07:45', told: 'Nobody watches at night.' }],
      }),
      ['every day 07:45 to 08:00'],
    ],
    [
      'days that do not follow each other are named one by one',
      planOf({
        shifts: [
          { days: ['mon', 'wed', 'fri'], from: '00:00', to: '12:00', people: ['Ana Ruiz'] },
          { days: everyDay, from: '12:00', to: '24:00', people: ['Ana Ruiz'] },
          { days: ['sat', 'sun'], from: '00:00', to: '12:00', people: ['Ana Ruiz'] },
        ],
      }),
      ['Tue, Thu 00:00 to 12:00'],
    ],
  ])('%s', (_, plan, expected) => {
    expect(holesIn(plan)).toEqual(expected);
  });
});

test('people without a responder, and a lead who is missing, are named', () => {
  const reachable = new Set(['Ana Ruiz', 'Nia Night', 'Otto Second', 'Wendy Weekend', 'Lea Lead']);
  expect(coverageWarnings(roundTheClock, reachable)).toEqual([
    'Ben Okafor cannot be told: add a responder of that name',
  ]);
  const alone = planOf({
    unmonitored: [{ days: everyDay, from: '00:00', to: '24:00', told: 'Nobody watches.' }],
    exceptions: [{ from: '2026-12-24T08:00', to: '2026-12-24T12:00', people: ['Swap'] }],
  });
  expect(coverageWarnings(alone, reachable)).toEqual([
    'Swap cannot be told: add a responder of that name',
    'there is no lead to tell when nobody answers: name one',
  ]);
});

test('what a plan says twice is named in one sentence each', () => {
  const plan = planOf({
    shifts: [
      { days: weekdays, from: '00:00', to: '17:00', people: ['Ana Ruiz'] },
      { days: everyDay, from: '16:00', to: '24:00', people: ['Nia Night'] },
    ],
    unmonitored: [{ days: ['sat', 'sun'], from: '00:00', to: '18:00', told: 'Nobody watches.' }],
    exceptions: [
      { from: '2026-12-24T08:00', to: '2026-12-26T08:00', people: ['Ana Ruiz'] },
      { from: '2026-12-25T00:00', to: '2026-12-25T12:00', told: 'Nobody watches.' },
    ],
    lead: 'Ana Ruiz',
  });
  expect(coverageWarnings(plan, new Set(['Ana Ruiz', 'Nia Night']))).toEqual([
    'shifts overlap Mon to Fri 16:00 to 17:00: people of all of them are told, in the order of the list',
    'a shift and unmonitored hours overlap Sat, Sun 16:00 to 18:00: the shift holds; shorten one of them',
    'exceptions overlap 2026-12-25T00:00 to 2026-12-25T12:00: the later in the list holds',
  ]);
});
