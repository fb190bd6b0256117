import { expect, test } from 'vitest';
import { minuteMs } from '../../src/domain/local-day.ts';
import { rosterOf } from '../api/app.ts';
import { coveredApp, sundayNight } from './app.ts';
import { planOf, roundTheClock } from './plans.ts';

const always = (name: string) => planOf({ ...roundTheClock, shifts: [], lead: name });

/** A critical item of P1, who is in diabetes from the next minute on. */
const moved = async (plans: Readonly<Record<string, unknown>>) => {
  const app = await coveredApp();
  for (const [program, plan] of Object.entries(plans)) {
    const path = `/api/v1/programs/${program}/coverage`;
    expect((await app.request(path, { method: 'PUT', body: { plan, version: 0 } })).status).toBe(200);
  }
  await app.responder('Hana Heart');
  await app.responder('Dora Diabetes');
  await app.at(sundayNight);
  const item = await app.critical();
  app.clock.set(sundayNight + minuteMs);
  await app.importRoster(rosterOf(1).replaceAll('heart-failure', 'diabetes'));
  await app.settle();
  await app.at(sundayNight + 6 * minuteMs);
  const told = (await app.pages())
    .filter(page => page.state === 'sent')
    .map(page => [page.programId, page.to]);
  const shown = (await app.worklist('?program=diabetes')).items.map(line => line.id);
  return { item, told, shown };
};

test('of who has moved to another program its people are told, though the former had no plan', async () => {
  const { item, told, shown } = await moved({ diabetes: always('Dora Diabetes') });
  expect(told).toEqual([['diabetes', 'Dora Diabetes']]);
  expect(shown).toEqual([item.id]);
});

test('and those of the former are not', async () => {
  const plans = { 'heart-failure': always('Hana Heart'), diabetes: always('Dora Diabetes') };
  expect((await moved(plans)).told).toEqual([['diabetes', 'Dora Diabetes']]);
});
