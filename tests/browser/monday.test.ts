import type { Page } from 'playwright-core';
import { afterAll, describe, expect } from 'vitest';
import { dayMs, hourMs, minuteMs } from '../../src/domain/local-day.ts';
import { noBrowser, test } from './browser.ts';
import { lineOf, openDesk, type TestDesk, view } from './desk.ts';

const behind = Array.from({ length: 8 }, (_, index) => index + 1);

const roster = [
  'patient,family,given,birthDate,sex,timeZone,program,device,kind,perWeek,gateway',
  ...behind.map(
    n => `G${n},Quill${n},Ann,1951-04-09,female,America/New_York,heart-failure,scale-${n},weight,7,gw-3`,
  ),
  'S1,Okafor,Ada,1948-03-27,female,America/New_York,heart-failure,cuff-1,blood-pressure,7,',
  'S2,Lind,Per,1950-01-02,male,America/New_York,diabetes,meter-2,glucose,21,',
  'S3,Novak,Eva,1951-01-02,female,America/New_York,diabetes,meter-3,glucose,21,',
].join('\n');

describe.skipIf(noBrowser)('a Monday morning in a real browser', () => {
  let desk: TestDesk;
  let ana: Page;

  const settle = async () => {
    await desk.app.evaluator.idle();
    await desk.app.attendance.idle();
  };
  const go = async (ms: number) => {
    for (const end = desk.clock.now() + ms; desk.clock.now() < end; ) {
      desk.clock.set(Math.min(end, desk.clock.now() + 6 * hourMs));
      await settle();
    }
  };
  const weighAll = async () => {
    for (const n of behind) await desk.send(`scale-${n}`, 'weight', { value: 80, unit: 'kg' });
    await settle();
  };

  test.beforeAll(async ({ browser }) => {
    desk = await openDesk(browser, roster);
    for (let day = 0; day < 3; day += 1) {
      await weighAll();
      await go(dayMs);
    }
    await go(2 * dayMs);
    await desk.send('meter-3', 'glucose', { value: 65, unit: 'mg/dL' });
    await go(hourMs);
    await desk.send('meter-2', 'glucose', { value: 48, unit: 'mg/dL' });
    for (const systolic of [196, 199]) {
      await go(2 * minuteMs);
      await desk.send('cuff-1', 'blood-pressure', { systolic, diastolic: 121, unit: 'mm[Hg]' });
    }
    await settle();
    ana = await desk.person('Ana Ruiz', ['case-manager']);
    await lineOf(ana, 'Okafor, Ada').waitFor();
  }, 180_000);

  afterAll(() => desk?.close());

  test('the sick are on top, the worst first', async () => {
    const names = await ana.locator('li[data-line] .name').allTextContents();
    expect(names).toEqual(['Okafor, Ada', 'Lind, Per', 'Novak, Eva']);
  });

  test('the outage is one line, and not one for each who is behind the gateway', async () => {
    await view(ana, /^Technical/);
    const outages = ana.getByRole('list', { name: /./ }).getByText(/gateway gw-3: 8 of 8 devices silent/);
    await outages.waitFor();
    expect(await outages.count()).toBe(1);
    await view(ana, /^No data/);
    await ana.getByText(/^Nobody waits\./).waitFor();
    expect(await ana.getByText(/^Quill/).count()).toBe(0);
    expect(desk.problems).toEqual([]);
  });
});
