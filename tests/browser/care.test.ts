import type { Locator, Page } from 'playwright-core';
import { afterAll, describe, expect } from 'vitest';
import type { Lane } from '../../src/domain/alert.ts';
import { dayMs, minuteMs } from '../../src/domain/local-day.ts';
import { asLocalField } from '../../src/web/lib/moments.ts';
import { expectAccessible } from './axe.ts';
import { noBrowser, test } from './browser.ts';
import { lineOf, openDesk, type TestDesk } from './desk.ts';

const roster = [
  'patient,family,given,birthDate,sex,timeZone,program,device,kind,perWeek,phone,caregiver,caregiverPhone,caregiverConsent',
  'P1,Okafor,Ada,1948-03-27,female,America/New_York,heart-failure,cuff-1,blood-pressure,7,+1-212-555-0100,Ify Okafor,+1-212-555-0900,no',
  'P2,Lind,Per,1950-01-02,male,America/New_York,heart-failure,scale-2,weight,7,+1-212-555-0101,,,',
].join('\n');

/** Nothing can dial here: the browser would wait for a telephone and take no further click. */
const noDialling = `document.addEventListener('click', event => {
  if (event.target.closest('a[href^="tel:"]')) event.preventDefault();
})`;

describe.skipIf(noBrowser)('care in a real browser', () => {
  let desk: TestDesk;
  let ana: Page;

  const part = (title: string | RegExp): Locator => ana.getByRole('region', { name: title });
  const open = async (lane: Lane, patient: string, name: string, tab: 'Now' | 'Care' | 'Details') => {
    await ana.goto(`${desk.app.url}#view=${lane}&patient=${patient}`);
    await ana.getByRole('heading', { name, exact: true }).waitFor();
    await ana.getByRole('tab', { name: tab }).click();
  };
  const field = (label: string): Locator => ana.getByLabel(label, { exact: false });

  test.beforeAll(async ({ browser }) => {
    desk = await openDesk(browser, roster);
    ana = await desk.person('Ana Ruiz', ['case-manager']);
    await ana.evaluate(noDialling);
  }, 120_000);

  afterAll(() => desk?.close());

  test('a call from its number on is timed and logged, and counts once its maker has approved it', async () => {
    await open('clinical', 'P1', 'Okafor, Ada', 'Details');
    await part('Contacts').getByText('No consent', { exact: true }).waitFor();
    await part('Contacts').getByRole('link', { name: 'Call Patient, +1-212-555-0100' }).click();
    const bar = part('Time spent');
    await bar.getByText(/^Call/).waitFor();
    const form = ana.getByRole('form', { name: 'Log a contact' });
    await form.getByText('Reached', { exact: true }).click();
    await form.getByLabel(/What was said/).fill('Feels well.');
    await ana.keyboard.press('Control+Enter');
    await ana.getByText(/^Contact saved at/).waitFor();
    desk.clock.set(desk.clock.now() + 6 * minuteMs);
    await bar.getByRole('button', { name: 'End call' }).click();
    await bar.getByLabel('Time to count').fill('5:00');
    await ana.keyboard.press('Enter');
    await bar.waitFor({ state: 'detached' });
    await ana.getByRole('tab', { name: 'Care' }).click();
    await part(/^Minutes/)
      .getByText('Approved', { exact: true })
      .waitFor();
    await part(/^Minutes/)
      .getByText('5 min', { exact: true })
      .first()
      .waitFor();
    await part('Call log').getByText('Feels well.').waitFor();
  });

  test('a caregiver’s call is kept without consent, and the want of consent is said before and after', async () => {
    await ana.getByRole('button', { name: 'Caregiver called…' }).click();
    await ana.getByText(/No consent to talk to Ify Okafor is on file/).waitFor();
    await field('What did the caregiver say?').fill('Ada sleeps badly.');
    await ana.getByRole('button', { name: 'Log this call' }).click();
    await part('Call log').getByText('No consent is on file. Ada sleeps badly.').waitFor();
  });

  test('symptoms that are felt put the patient onto the worklist, and withdrawn they leave it', async () => {
    await part('Symptoms').getByRole('button', { name: 'Ask symptoms…' }).click();
    const chest = ana.getByRole('radiogroup', { name: 'Pain or pressure in the chest?' });
    await chest.getByText('New or worse').click();
    await ana.getByRole('button', { name: 'All others: none' }).click();
    await ana.getByRole('button', { name: 'Save answers' }).click();
    await ana.getByText(/It is on the worklist as critical: chest pain/).waitFor();
    await lineOf(ana, 'Okafor, Ada').getByText('Critical').waitFor();
    await part('Symptoms').getByRole('button', { name: 'Withdraw…' }).click();
    await ana.getByRole('button', { name: 'Withdraw record' }).click();
    await part('Symptoms').getByText('Nobody has asked after symptoms yet.').waitFor();
  });

  test('a discharge starts two calls; the one that is due is on the lane of tasks, and a call has it done', {
    timeout: 60_000,
  }, async () => {
    await open('tasks', 'P2', 'Lind, Per', 'Care');
    await ana.getByRole('button', { name: 'Discharge…' }).click();
    const at = (days: number) => asLocalField(desk.clock.now() - days * dayMs);
    await ana.getByLabel('Admitted', { exact: true }).fill(at(9));
    await field('Discharged').fill(at(4));
    await ana.getByRole('button', { name: 'Record discharge' }).click();
    const told = ana.getByRole('region', { name: 'The discharge is recorded.' });
    await told.getByText(/Call on day 2/).waitFor();
    await told.getByText(/Call on day 7/).waitFor();
    await told.getByText(/Tighter until/).waitFor();
    desk.app.attendance.kick();
    await lineOf(ana, 'Lind, Per').waitFor();
    const tasks = part('Tasks');
    expect(
      await tasks
        .getByRole('listitem')
        .filter({ hasText: /Call on day/ })
        .count(),
    ).toBe(2);
    await tasks.getByRole('button', { name: 'Log the call…' }).first().click();
    const form = ana.getByRole('form', { name: 'Log the call' });
    await form.getByText('Reached', { exact: true }).click();
    await form.getByRole('button', { name: 'Save call' }).click();
    await tasks.getByText('The call is logged, and the task is done.').waitFor();
    await tasks.getByText('Done and cancelled (1)').waitFor();
  });

  test('what is on file is changed in place, and the summary holds it', async () => {
    await ana.getByRole('tab', { name: 'Details' }).click();
    await part('Medications').getByRole('button', { name: 'Add medication…' }).click();
    await field('Medication').last().fill('Furosemide');
    await field('Dose and times').fill('40 mg in the morning');
    await ana.keyboard.press('Control+Enter');
    await part('Medications').getByText('Furosemide', { exact: true }).waitFor();
    await ana.getByRole('tab', { name: 'Care' }).click();
    await ana.getByRole('button', { name: 'SBAR summary…' }).click();
    const dialog = ana.getByRole('dialog', { name: 'Summary for the record' });
    await dialog
      .getByText(/Furosemide/)
      .first()
      .waitFor();
    await dialog.getByRole('heading', { name: 'Recommendation' }).waitFor();
    await dialog.getByRole('button', { name: 'Copy as text' }).click();
    await dialog.getByText(/^(Copied\.|The browser did not allow it)/).waitFor();
    await ana.keyboard.press('Escape');
  });

  test('a step of the protocol is ticked on the alert, and stays ticked with the name of who did it', async () => {
    await desk.send('cuff-1', 'blood-pressure', { systolic: 78, diastolic: 45, unit: 'mm[Hg]' });
    await open('clinical', 'P1', 'Okafor, Ada', 'Now');
    const card = ana.locator('.alert').filter({ hasText: 'systolic 78' }).first();
    const step = card.getByRole('checkbox').first();
    await card.locator('.step').first().click();
    await card.getByText(/^Ana Ruiz, /).waitFor();
    await ana.reload();
    await step.waitFor({ state: 'attached' });
    expect(await step.isChecked()).toBe(true);
  });

  test.each(['light', 'dark'] as const)('axe finds nothing wrong with Care and Details, %s', async scheme => {
    await ana.emulateMedia({ colorScheme: scheme });
    await open('clinical', 'P1', 'Okafor, Ada', 'Care');
    for (const name of ['Add task…', 'Ask symptoms…', 'Enter by hand…', 'Caregiver called…'])
      await ana.getByRole('button', { name }).click();
    await ana.getByRole('form', { name: 'Ask after symptoms' }).waitFor();
    await expectAccessible(ana, `Care, ${scheme}`);
    await ana.getByRole('tab', { name: 'Details' }).click();
    await part('Medications').getByText('No medication is on file.').waitFor();
    await expectAccessible(ana, `Details, ${scheme}`);
  });

  test('no page raised an error', () => {
    expect(desk.problems).toEqual([]);
  });
});
