import type { Page } from 'playwright-core';
import { afterAll, describe, expect } from 'vitest';
import { connectPublisher } from '../../src/cli/publisher.ts';
import { hourMs, minuteMs } from '../../src/domain/local-day.ts';
import { noBrowser, test } from './browser.ts';
import { lineOf, openDesk, type TestDesk } from './desk.ts';

const routine = Array.from({ length: 20 }, (_, index) => String(index + 1).padStart(2, '0'));

const roster = [
  'patient,family,given,birthDate,sex,timeZone,program,device,kind,perWeek,phone',
  ...routine.map(
    n =>
      `P${n},Routine${n},Ann,1950-01-02,female,America/New_York,diabetes,meter-${n},glucose,21,+1-212-555-01${n}`,
  ),
  'P90,Severe,Sam,1950-01-02,male,America/New_York,diabetes,meter-90,glucose,21,+1-212-555-0190',
].join('\n');

describe.skipIf(noBrowser)('triage in a real browser', () => {
  let desk: TestDesk;
  let ana: Page;
  let keys = 0;

  const press = async (key: string) => {
    keys += 1;
    await ana.keyboard.press(key);
  };
  const glucose = (n: string, value: number) => desk.send(`meter-${n}`, 'glucose', { value, unit: 'mg/dL' });
  /** A line that is scrolled away is not there: it is looked for at the top and at the bottom. */
  const focusOn = async (name: string) => {
    const button = ana.getByRole('button', { name, exact: true });
    let top = true;
    const isThere = async () => {
      if ((await button.count()) > 0) return true;
      await ana.evaluate(`document.querySelector('.list-box').scrollTo(0, ${top ? 0 : 100_000})`);
      top = !top;
      return false;
    };
    await expect.poll(isThere, { timeout: 20_000, interval: 300 }).toBe(true);
    await button.focus();
  };
  const focused = () => ana.evaluate<string>('document.activeElement?.textContent ?? ""');
  const topOf = async (name: string): Promise<number> =>
    Math.round((await lineOf(ana, name).boundingBox())?.y ?? Number.NaN);

  test.beforeAll(async ({ browser }) => {
    desk = await openDesk(browser, roster);
    for (const n of routine) await glucose(n, 65);
    ana = await desk.person('Ana Ruiz', ['case-manager']);
    await ana.getByText('Showing 20 of 20').waitFor();
  }, 120_000);

  afterAll(() => desk?.close());

  test('a line says its value and limit, how sure it is, and draws its last 14 days', async () => {
    await ana.keyboard.press('j');
    const foot = ana.getByRole('region', { name: 'About this line' });
    await foot.getByText(/65 mg\/dL; limit: /).waitFor();
    await foot.getByText(/of \d+ needed in 30 days/).waitFor();
    await lineOf(ana, await focused())
      .getByRole('img', { name: /^Glucose, 14 days: 65 to 65, last 65 mg\/dL; 13 days without; limits / })
      .waitFor();
  });

  test('what is worse and published over MQTT slides in above, and the line with the focus stays where it is', async () => {
    for (let step = 0; step < 3; step += 1) await ana.keyboard.press('j');
    const name = await focused();
    const before = await topOf(name);
    const publisher = await connectPublisher(desk.app.mqttUrl ?? '');
    await publisher.publish('vigil/v1/meter-90/glucose', JSON.stringify({ value: 2.6, unit: 'mmol/L' }));
    await publisher.close();
    await ana.getByText('Showing 21 of 21').waitFor();
    await ana.getByText('New or worse: Severe, Sam').waitFor();
    expect(await focused()).toBe(name);
    expect(Math.abs((await topOf(name)) - before)).toBeLessThanOrEqual(1);
    const box = ana.locator('.list-box');
    const scrolled = () => ana.evaluate<number>('document.querySelector(".list-box").scrollTop');
    await box.hover();
    const from = await scrolled();
    await ana.mouse.wheel(0, 300);
    await expect.poll(scrolled, { timeout: 5_000 }).toBe(from + 300);
    await ana.mouse.wheel(0, -300);
    // lines that are scrolled away are not there for whoever comes next
    await expect.poll(scrolled, { timeout: 5_000 }).toBe(from);
  });

  test('chosen lines are acknowledged at once, but never an urgent one, and it is said which', async () => {
    for (const name of ['Severe, Sam', 'Routine19, Ann', 'Routine20, Ann']) {
      await focusOn(name);
      await ana.keyboard.press('x');
    }
    const bar = ana.getByRole('region', { name: 'Chosen lines' });
    await bar.getByText('3 lines chosen').waitFor();
    await ana.keyboard.press('A');
    await bar.getByText('2 lines acknowledged.').waitFor();
    await bar.getByText(/^Severe, Sam: this item is urgent/).waitFor();
    await lineOf(ana, 'Routine20, Ann').getByText('Ana Ruiz').waitFor();
    await bar.getByRole('button', { name: 'Choose none' }).click();
  });

  test('a snoozed line is back at once when its patient is worse', async () => {
    await focusOn('Routine20, Ann');
    await ana.keyboard.press('s');
    await ana.getByText(/^In 4 h/).click();
    await ana
      .getByRole('radio', { name: /^In 4 h/ })
      .and(ana.locator(':checked'))
      .waitFor();
    await ana.keyboard.press('Enter');
    await lineOf(ana, 'Routine20, Ann').waitFor({ state: 'detached' });
    desk.clock.set(desk.clock.now() + hourMs);
    await glucose('20', 45);
    await lineOf(ana, 'Routine20, Ann').getByText('Urgent').waitFor();
    await ana.keyboard.press('Escape');
    desk.clock.set(desk.clock.now() + minuteMs);
  });

  test('twenty items are worked off by keyboard alone, a routine one in at most four keys', {
    timeout: 120_000,
  }, async () => {
    const ofItem: number[] = [];
    await glucose('90', 150);
    await focusOn('Routine01, Ann');
    for (let item = 0; item < 18; item += 1) {
      const from = keys;
      const name = await focused();
      await press('c');
      await ana.getByRole('form', { name: 'Close this line' }).waitFor();
      await ana
        .getByRole('radio', { name: /^1 Real/ })
        .and(ana.locator(':focus'))
        .waitFor();
      await press('2');
      await press('Enter');
      await lineOf(ana, name).waitFor({ state: 'detached' });
      ofItem.push(keys - from);
    }
    for (let item = 0; item < 2; item += 1) {
      const from = keys;
      const name = await focused();
      await press('a');
      await lineOf(ana, name).getByText('Ana Ruiz').waitFor();
      await press('j');
      ofItem.push(keys - from);
    }
    console.info(`keys per item: most ${Math.max(...ofItem)}, all 20: ${ofItem.reduce((a, b) => a + b)}`);
    expect(Math.max(...ofItem)).toBeLessThanOrEqual(4);
  });

  test('a view is saved under a name, shared, chosen, and deleted', async () => {
    await ana.getByRole('button', { name: /Severity$/ }).click();
    await ana.getByRole('option', { name: 'Urgent' }).click();
    await ana.getByRole('button', { name: 'Views…' }).click();
    await ana.getByLabel('Name of this view').fill('Urgent ones');
    await ana.getByText('Everybody may use it').click();
    await ana.getByRole('button', { name: 'Save what is filtered now' }).click();
    await ana.getByText('“Urgent ones” is saved.').waitFor();
    await ana.getByRole('button', { name: 'Close', exact: true }).click();
    const ben = await desk.person('Ben Okoye', ['case-manager']);
    await ben.getByRole('button', { name: /Saved view$/ }).click();
    await ben.getByRole('option', { name: 'Urgent ones' }).click();
    await ben.waitForURL(/severity=urgent/);
    await ana.getByRole('button', { name: 'Views…' }).click();
    await ana.getByRole('button', { name: 'Delete Urgent ones' }).click();
    await ana.getByText('No view is saved yet.').waitFor();
    await ana.getByRole('button', { name: 'Close', exact: true }).click();
    expect(desk.problems).toEqual([]);
  });
});
