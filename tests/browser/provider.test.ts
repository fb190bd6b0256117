import type { Page } from 'playwright-core';
import { afterAll, describe, expect } from 'vitest';
import { noBrowser, test } from './browser.ts';
import { lineOf, openDesk, openLine, type TestDesk } from './desk.ts';

const roster = [
  'patient,family,given,birthDate,sex,timeZone,program,device,kind,perWeek',
  'P1,Okafor,Ada,1948-03-27,female,America/New_York,heart-failure,cuff-1,blood-pressure,7',
].join('\n');

describe.skipIf(noBrowser)('what awaits a provider, in a real browser', () => {
  let desk: TestDesk;
  let ana: Page;
  let dr: Page;

  test.beforeAll(async ({ browser }) => {
    desk = await openDesk(browser, roster);
    await desk.send('cuff-1', 'blood-pressure', { systolic: 78, diastolic: 45, unit: 'mm[Hg]' });
    ana = await desk.person('Ana Ruiz', ['case-manager']);
    await openLine(ana, 'Okafor, Ada');
    await ana.keyboard.press('p');
    await ana.getByLabel('What was asked?').fill('Halve the furosemide?');
    await ana.keyboard.press('Control+Enter');
    await ana.getByText(/Marked as awaiting the provider/).waitFor();
    dr = await desk.person('Dr Chen', ['provider']);
  }, 120_000);

  afterAll(() => desk?.close());

  test('she sees what was asked, since when and by when, and opens the patient', async () => {
    const line = lineOf(dr, 'Okafor, Ada');
    await line.getByText('Halve the furosemide?').waitFor();
    await line.getByText(/^due in /).waitFor();
    await line.getByText(/Ana Ruiz asked .* ago/).waitFor();
    await openLine(dr, 'Okafor, Ada');
    expect(await dr.getByRole('button', { name: /^Acknowledge/ }).count()).toBe(0);
  });

  test('a change needs words; her answer reaches the case manager without a reload', async () => {
    await dr.getByRole('button', { name: 'Answer for Okafor, Ada' }).click();
    await dr.getByText('Approve with a change').click();
    await dr.getByRole('button', { name: 'Send answer' }).click();
    await dr.getByText(/what is declined or changed needs words/).waitFor();
    await dr.getByLabel('In words').fill('Stop it for two days.');
    await dr.keyboard.press('Control+Enter');
    await dr.getByText('Approved with a change: Okafor, Ada.').waitFor();
    await dr.getByText('Nothing awaits you.').waitFor();
    await ana
      .getByText(/Stop it for two days/)
      .first()
      .waitFor();
    expect(desk.problems).toEqual([]);
  });
});
