import { expect, test } from 'vitest';
import { minuteMs } from '../../src/domain/local-day.ts';
import { coveredApp, sundayNight } from './app.ts';
import { roundTheClock } from './plans.ts';

test('a critical reading repeated every four minutes on a Sunday night hurries nobody and puts nobody off', async () => {
  const app = await coveredApp({ plan: roundTheClock });
  const people = await Promise.all(['Nia Night', 'Otto Second', 'Lea Lead'].map(name => app.responder(name)));
  await app.at(sundayNight - minuteMs);
  const item = await app.critical();
  await app.settle();
  for (let minute = 1; minute <= 60; minute += 1) {
    // measuring takes a minute
    if (minute % 4 === 0) await app.glucose(1, 'LO');
    await app.at(sundayNight + minute * minuteMs);
  }
  expect(await app.openItem(1)).toMatchObject({ id: item.id, state: 'open', severity: 'critical' });
  const minutesOf = ({ messages }: (typeof people)[number]) =>
    messages().map(({ at }) => (Date.parse(at) - sundayNight) / minuteMs);
  expect(people.map(minutesOf), 'after the grace, then a step each').toEqual([
    [5, 35],
    [15, 45],
    [25, 55],
  ]);
}, 60_000);
