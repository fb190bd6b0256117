import type { Page } from 'playwright-core';
import { afterAll, describe, expect } from 'vitest';
import { dayMs } from '../../src/domain/local-day.ts';
import { noBrowser, test } from './browser.ts';
import { holdRequests, openDesk, type TestDesk } from './desk.ts';

const roster = [
  'patient,family,given,birthDate,sex,timeZone,program,device,kind,perWeek,phone',
  'P1,Okafor,Ada,1948-03-27,female,America/New_York,hypertension,cuff-1,blood-pressure,7,+1-212-555-0100',
].join('\n');

describe.skipIf(noBrowser)('limits of one patient in a real browser', () => {
  let desk: TestDesk;
  let ana: Page;

  const low = 'Low systolic, below';

  test.beforeAll(async ({ browser }) => {
    desk = await openDesk(browser, roster);
    const start = desk.clock.now();
    for (let day = 0; day < 20; day++) {
      desk.clock.set(start + day * dayMs);
      const systolic = day % 4 < 2 ? 87 : 104;
      await desk.send('cuff-1', 'blood-pressure', { systolic, diastolic: 60, unit: 'mm[Hg]' });
    }
    ana = await desk.person('Ana Ruiz');
    await ana.goto(`${desk.app.url}#patient=P1`);
    await ana.getByRole('tab', { name: 'Charts' }).click();
    await ana.getByRole('heading', { name: 'Limits', exact: true }).waitFor();
  }, 180_000);

  afterAll(() => desk?.close());

  test('while a limit is typed, what it would have meant is told; what was asked before is given up', async () => {
    await ana.locator('summary').filter({ hasText: 'Blood pressure' }).click();
    await ana.getByRole('button', { name: `Change ${low}` }).click();
    const value = ana.getByLabel('Own value (mmHg)');
    await value.and(ana.locator(':focus')).waitFor();
    await ana.keyboard.type('90');
    await ana.getByText('This is what holds now.').waitFor();
    const asked = await holdRequests(ana, /\/what-if$/);
    await value.fill('89');
    await asked.asked(1);
    await ana.getByText('Looking back over 90 days…').waitFor();
    await value.fill('85');
    await asked.asked(2);
    await asked.release();
    await ana
      .getByText(
        /^At 90 mmHg → 85 mmHg this patient would have had \d+ alerts? instead of [1-9]\d* in 90 days\.$/,
      )
      .waitFor();
    expect(await ana.getByText('→ 89 mmHg').count()).toBe(0);
  });

  test('a limit that contradicts another is refused in words, before anything is saved', async () => {
    await ana.getByLabel('Own value (mmHg)').fill('300');
    await ana.getByRole('alert').filter({ hasText: 'It could not be looked up.' }).waitFor();
  });

  test('an own limit needs a reason; with one it holds, and stands beside the program’s', async () => {
    await ana.getByLabel('Own value (mmHg)').fill('85');
    await ana.keyboard.press('Control+Enter');
    const why = ana.getByLabel('Why', { exact: true });
    await why.and(ana.locator(':focus')).waitFor();
    await why.fill('usually 86, feels well');
    await ana.keyboard.press('Control+Enter');
    await ana.getByText(`${low}: the own value holds from now on.`).waitFor();
    const row = ana.getByRole('row', { name: new RegExp(`^${low}`) });
    await row.getByText('85 mmHg').waitFor();
    await row.getByText('usually 86, feels well').waitFor();
    await row.getByText(/Ana Ruiz, .*until/).waitFor();
    await row.getByText('90 mmHg').waitFor();
  });

  test('an own limit is ended, and kept among those that are over', async () => {
    desk.clock.set(desk.clock.now() + 1_000);
    await ana.getByRole('button', { name: `End the own value of ${low}` }).click();
    await ana.getByLabel('Why (optional)').fill('tablet stopped');
    await ana.getByRole('button', { name: 'End own value' }).click();
    await ana.getByText(`${low}: the program’s value holds again.`).waitFor();
    await ana.getByText('Own values that are over (1)').click();
    await ana.getByText(new RegExp(`^${low}: 85 mmHg, `)).waitFor();
  });

  test('no page raised an error', () => {
    expect(desk.problems).toEqual([]);
  });
});
