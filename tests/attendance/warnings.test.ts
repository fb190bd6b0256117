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
      [
        'Mon 17:00 to Tue 08:00',
        'Tue 17:00 to Wed 08:00',
        'Wed 17:00 to Thu 08:00',
        'Thu 17:00 to Fri 08:00',
        'Fri 17:00 to Mon 08:00',
      ],
    ],
    [
      'what is stated unmonitored is no hole',
      planOf({
        shifts: [{ days: everyDay, from: '08:00', to: '17:00', people: ['Ana Ruiz'] }],
        unmonitored: [{ days: everyDay, from: '17:00', to: '07:45', told: 'Nobody watches at night.' }],
      }),
      everyDay.map(
        day =>
          `${day.charAt(0).toUpperCase()}${day.slice(1)} 07:45 to ${day.charAt(0).toUpperCase()}${day.slice(1)} 08:00`,
      ),
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
