import { describe, expect, test } from 'vitest';
import { dayMs, hourMs, minuteMs } from '../../src/domain/local-day.ts';
import { iso, start } from '../api/app.ts';
import { coveredApp, only } from './app.ts';

const header = 'patient,family,given,birthDate,sex,timeZone,program,device,kind,perWeek,gateway';
const line = (n: number, gateway: string) =>
  `P${n},Quill,Ann,1951-04-09,female,America/New_York,heart-failure,scale-${n},weight,7,${gateway}`;

type Day = { readonly day: number; readonly silent: (n: number) => boolean };

/** Patients who weigh themselves each morning, through two gateways in turn. */
const weighing = async (patients: number) => {
  const app = await coveredApp({ patients: 0 });
  const numbers = Array.from({ length: patients }, (_, i) => i + 1);
  const lines = numbers.map(n => line(n, n % 2 === 0 ? 'gw-3' : 'gw-4'));
  await app.importRoster(`${[header, ...lines].join('\n')}\n`);
  /** Everybody but the silent measures at about 07:00 of a day counted from the first, as soon as the clock gets there. */
  const morning = async ({ day, silent }: Day) => {
    const at = start + day * dayMs;
    await app.at(at);
    for (const n of numbers.filter(n => !silent(n))) {
      app.clock.set(at + n * 1_000);
      const payload = Buffer.from(JSON.stringify({ measuredAt: iso(at + n * 1_000), value: 80, unit: 'kg' }));
      const topic = `vigil/v1/scale-${n}/weight`;
      await app
        .running()
        .ingest({ source: 'http', topic, payload, receivedAt: at + n * 1_000, mode: 'live' });
    }
    await app.settle();
  };
  /** Time goes by, and is looked at every six hours. */
  const until = async (at: number) => {
    for (let time = app.clock.now() + 6 * hourMs; time < at; time += 6 * hourMs) await app.at(time);
    await app.at(at);
  };
  const open = async () => (await app.worklist('?limit=200')).total;
  return { ...app, morning, until, open };
};

const nobody = () => false;
const ofGateway3 = (n: number) => n % 2 === 0;

describe('a gateway that falls silent', () => {
  test('is one incident for its fifty patients, whose missed readings are quiet until it is heard again', async () => {
    const app = await weighing(100);
    for (let day = 0; day < 3; day += 1) await app.morning({ day, silent: nobody });
    for (let day = 3; day < 6; day += 1) {
      await app.until(start + day * dayMs);
      await app.morning({ day, silent: ofGateway3 });
    }
    const incident = only(await app.incidents());
    expect(incident).toMatchObject({
      kind: 'gateway-silent',
      subjectId: 'gw-3',
      state: 'open',
      because: 'gateway gw-3: 50 of 50 devices silent since Wed 25 Nov 07:01',
      endedAt: null,
      deviceCount: 50,
      patientCount: 50,
    });
    expect(JSON.stringify(incident)).not.toContain('pat_');
    expect(await app.open()).toBe(0);
    const [alert] = await app.alerts(2);
    expect(alert).toMatchObject({ ruleId: 'missed-weight', state: 'firing' });

    await app.morning({ day: 6, silent: nobody });
    await app.at(app.clock.now() + 5 * minuteMs);
    expect(await app.incidents()).toEqual([]);
    expect(only(await app.incidents('?state=closed'))).toMatchObject({ closedBy: 'system' });
    expect(await app.open()).toBe(0);
  }, 60_000);

  test('leaves those who stay silent when it is back to speak for themselves', async () => {
    const app = await weighing(20);
    for (let day = 0; day < 3; day += 1) await app.morning({ day, silent: nobody });
    for (let day = 3; day < 6; day += 1) {
      await app.until(start + day * dayMs);
      await app.morning({ day, silent: ofGateway3 });
    }
    await app.morning({ day: 6, silent: n => n === 2 || n === 4 });
    await app.at(app.clock.now() + 5 * minuteMs);
    expect(await app.incidents()).toEqual([]);
    expect(await app.open()).toBe(2);
  }, 60_000);

  test('leaves nobody quiet whom it only came to quiet when it was silent already', async () => {
    const app = await weighing(20);
    for (let day = 0; day < 5; day += 1) await app.morning({ day, silent: n => n === 2 && day > 0 });
    expect(await app.open()).toBe(1);
    for (let day = 5; day < 8; day += 1) {
      await app.until(start + day * dayMs);
      await app.morning({ day, silent: ofGateway3 });
    }
    expect(only(await app.incidents()).patientCount).toBe(9);
    const { id } = await app.openItem(2);
    await app.act(id, 'acknowledge');
    await app.act(id, 'undo');
    expect(await app.open()).toBe(0);
    await app.morning({ day: 8, silent: n => n === 2 });
    await app.at(app.clock.now() + 5 * minuteMs);
    expect(await app.incidents()).toEqual([]);
    expect(await app.open()).toBe(1);
    expect((await app.openItem(2)).alerts[0]).toMatchObject({ ruleId: 'missed-weight', quiet: null });
  }, 60_000);

  test('two gateways are two incidents, and one patient alone is none', async () => {
    const app = await weighing(20);
    for (let day = 0; day < 3; day += 1) await app.morning({ day, silent: nobody });
    await app.until(start + 3 * dayMs);
    await app.morning({ day: 3, silent: n => n === 7 });
    await app.until(start + 4 * dayMs);
    expect(await app.incidents()).toEqual([]);
    await app.morning({ day: 4, silent: () => true });
    await app.until(start + 5 * dayMs);
    expect((await app.incidents()).map(i => i.subjectId).sort()).toEqual(['gw-3', 'gw-4']);
  }, 60_000);

  test('is none when it was Vigil that was off, however soon it starts once more', async () => {
    const app = await weighing(20);
    for (let day = 0; day < 4; day += 1) await app.morning({ day, silent: nobody });
    await app.running().close();
    app.clock.set(start + 4 * dayMs + 18 * hourMs);
    await app.restart();
    await app.settle();
    const backAt = app.clock.now();
    for (const n of [1, 2]) await app.send(`scale-${n}`, 'weight', { value: 80, unit: 'kg' });
    await app.at(backAt + 10 * minuteMs);
    await app.restart();
    await app.settle();
    expect(await app.incidents('?state=all')).toEqual([]);
    await app.morning({ day: 5, silent: ofGateway3 });
    await app.until(start + 7 * dayMs);
    expect((await app.incidents()).map(i => i.subjectId)).toContain('gw-3');
  }, 60_000);
});
