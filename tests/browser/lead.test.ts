import type { Page } from 'playwright-core';
import { afterAll, describe, expect } from 'vitest';
import { dayMs, hourMs } from '../../src/domain/local-day.ts';
import { noBrowser, test } from './browser.ts';
import { choose, lineOf, openDesk, selectOf, type TestDesk } from './desk.ts';

const roster = [
  'patient,family,given,birthDate,sex,timeZone,program,device,kind,perWeek',
  'P1,Okafor,Ada,1948-03-27,female,America/New_York,heart-failure,cuff-1,blood-pressure,7',
  'P2,Silva,Rosa,1951-07-02,female,America/New_York,heart-failure,cuff-2,blood-pressure,7',
].join('\n');

const high = { systolic: 186, diastolic: 96, unit: 'mm[Hg]' };

const leadPage = async (page: Page, name: string): Promise<void> => {
  const nav = page.getByRole('navigation', { name: 'Views' });
  await nav.getByRole('button', { name: /^Lead/ }).click();
  await page.getByRole('menuitem', { name, exact: true }).click();
  await page.getByRole('heading', { level: 2 }).first().waitFor();
};

describe.skipIf(noBrowser)('lead’s pages, in a real browser', () => {
  let desk: TestDesk;
  let lea: Page;

  test.beforeAll(async ({ browser }) => {
    desk = await openDesk(browser, roster);
    // two readings a rule confirms by, some days ago, so that there is a past to replay
    for (const device of ['cuff-1', 'cuff-2']) await desk.send(device, 'blood-pressure', high);
    desk.clock.set(desk.clock.now() + hourMs / 2);
    for (const device of ['cuff-1', 'cuff-2']) await desk.send(device, 'blood-pressure', high);
    desk.clock.set(desk.clock.now() + 2 * dayMs);
    const calm = { systolic: 132, diastolic: 78, unit: 'mm[Hg]' };
    await desk.send('cuff-1', 'blood-pressure', calm);
    await desk.person('Ben Okoye', ['case-manager']);
    lea = await desk.person('Lea Winter', ['lead']);
    await lineOf(lea, 'Okafor, Ada').waitFor();
  }, 120_000);

  afterAll(() => desk?.close());

  test('a change of limits is back-tested, seen, and activated on its back-test', async () => {
    await leadPage(lea, 'Rule sets');
    await choose(selectOf(lea, 'Program'), 'Heart failure');
    await lea.getByRole('tab', { name: 'Propose a change' }).click();
    const limit = lea.getByRole('textbox', { name: 'Severe systolic, from', exact: true });
    await limit.fill('190');
    await limit.press('Tab');
    await lea.getByText('1 limit changed.').waitFor();
    await lea.getByRole('button', { name: 'Back-test', exact: true }).click();
    await lea.getByText('Severe systolic, from: 180 → 190').waitFor();
    await lea.getByText(/lines? .*in 90 days/).waitFor({ timeout: 60_000 });
    await lea.getByRole('table', { name: /Under the rule set in force/ }).waitFor();
    await lea.getByRole('button', { name: 'Activate as version 2' }).click();
    await lea.getByRole('dialog').getByRole('button', { name: 'Activate as version 2' }).click();
    await lea.getByText('Version 2 is in force.').waitFor();
    const row = lea.getByRole('row', { name: /In force/ });
    await row.getByText('Severe systolic, from: 180 → 190').waitFor();
    await row.getByText('Lea Winter').waitFor();
    await row.getByText('On a back-test:').waitFor();
    const programs = await desk.app.store.reader.select().from(desk.app.store.t.program);
    expect(programs.find(({ id }) => id === 'heart-failure')?.limits.severeSystolicMmHg).toBe(190);
  }, 120_000);

  test('without a back-test a change wants a reason, and the refusal stands in the dialog', async () => {
    await lea.getByRole('tab', { name: 'Propose a change' }).click();
    const limit = lea.getByRole('textbox', { name: 'Days without a reading' });
    await limit.fill('3');
    await limit.press('Tab');
    await lea.getByRole('button', { name: 'Activate without a back-test…' }).click();
    const dialog = lea.getByRole('dialog');
    await dialog.getByLabel(/Why without a back-test/).fill('because');
    await dialog.getByRole('button', { name: 'Activate as version 3' }).click();
    await dialog
      .getByRole('alert')
      .getByText(/at least two words/)
      .waitFor();
    await dialog.getByLabel(/Why without a back-test/).fill('asked for by the clinic');
    await dialog.getByRole('button', { name: 'Activate as version 3' }).click();
    await lea.getByText('Version 3 is in force.').waitFor();
    await lea.getByText('Without a back-test: asked for by the clinic').waitFor();
  });

  test('chosen lines of nobody are given to somebody, after a question', async () => {
    await leadPage(lea, 'Caseload');
    const nobodys = lea.getByRole('row', { name: /^Nobody’s/ });
    await nobodys.getByRole('button', { name: /Re-assign/ }).click();
    const dialog = lea.getByRole('dialog');
    await choose(selectOf(dialog, 'To whom?'), 'Ben Okoye');
    await dialog.getByText('Those I choose').click();
    await dialog.getByText(/Okafor, Ada/).click();
    await dialog.getByRole('button', { name: 'Next' }).click();
    await dialog.getByText('Give 1 line of nobody to Ben Okoye?').waitFor();
    await dialog.getByRole('button', { name: 'Give 1 line' }).click();
    await lea.getByText('1 line is Ben Okoye’s now; 1 left.').waitFor();
    const bens = lea.getByRole('row', { name: /^Ben Okoye/ });
    await bens.getByRole('cell').nth(1).getByText('1', { exact: true }).waitFor();
    await lea.getByRole('button', { name: /^Clinical/ }).click();
    await lineOf(lea, 'Okafor, Ada').getByText('Ben Okoye').waitFor();
  });

  test('each of her pages shows its figures and says of when they are', async () => {
    for (const name of ['Alert load', 'Response times', 'Risk movement', 'Devices', 'Coverage']) {
      await leadPage(lea, name);
      await lea.getByText(/^As of /).waitFor();
      await lea.locator('.report-body[aria-busy="false"]').waitFor();
      expect(await lea.getByRole('alert').count()).toBe(0);
    }
  });

  test('the alert load stands beside what it should be at most', async () => {
    await leadPage(lea, 'Alert load');
    const program = lea.getByRole('region', { name: 'Heart failure', exact: true });
    await program.getByText('lines per patient-week (target: at most 0.50)').waitFor();
  });

  test('shifts are planned on the page; what is wrong stands at its field', async () => {
    await leadPage(lea, 'Coverage');
    const program = lea.getByRole('region', { name: 'Heart failure', exact: true });
    await program.getByText('There is no plan: nobody is told of anything.').waitFor();
    await program.getByRole('button', { name: 'Change shifts of Heart failure…' }).click();
    const dialog = lea.getByRole('dialog', { name: 'Shifts of Heart failure' });
    await dialog.getByRole('button', { name: 'Add a shift' }).click();
    const shift = dialog.getByRole('group', { name: 'Shift 1' });
    await shift.getByLabel('People, in the order they are told').fill('Lea Winter, Ben Okoye');
    await shift.getByLabel('From').fill('08:10');
    await dialog.getByRole('button', { name: 'Save shifts' }).click();
    await shift
      .getByRole('alert')
      .getByText(/must be a quarter hour/)
      .waitFor();
    await shift.getByLabel('From').fill('00:00');
    await shift.getByLabel('To', { exact: true }).fill('24:00');
    for (const day of ['Sat', 'Sun']) await shift.getByText(day, { exact: true }).click();
    await dialog.getByRole('button', { name: 'Save shifts' }).click();
    await program.getByText('The shifts of Heart failure are saved.').waitFor();
    await program.getByText('On now: Lea Winter, Ben Okoye').waitFor();
    await program.getByText(/^Version 1, by Lea Winter/).waitFor();
  });

  test('a case manager has no such pages, and the address says so', async () => {
    const ana = await desk.person('Ana Ruiz', ['case-manager']);
    expect(await ana.getByRole('button', { name: /^Lead/ }).count()).toBe(0);
    for (const [view, name] of [
      ['caseload', 'Caseload'],
      ['rule-sets', 'Rule sets'],
      ['accounts', 'Accounts'],
    ] as const) {
      await ana.goto(`${desk.app.url}#view=${view}`);
      await ana.getByText(`“${name}” is not for your account.`).waitFor();
      expect(await ana.getByRole('table').count()).toBe(0);
    }
    await ana.getByRole('button', { name: 'Go to Clinical' }).click();
    // the list is at hand: it stands there at once, and not at the next tick of the clock
    await lineOf(ana, 'Okafor, Ada').waitFor({ timeout: 3_000 });
  });

  test('an administrator adds an account, and a token that is shown once; the audit holds', async () => {
    const ada = await desk.person('Ada Admin', ['admin']);
    await ada.goto(`${desk.app.url}#view=accounts`);
    await ada.getByRole('button', { name: 'Add an account…' }).click();
    const dialog = ada.getByRole('dialog');
    await dialog.getByLabel('Name', { exact: true }).fill('Nia Osei');
    await dialog.getByLabel('Username').fill('nia');
    await dialog.getByText('Case manager', { exact: true }).click();
    await dialog.getByLabel('First password').fill('short');
    await dialog.getByRole('button', { name: 'Add the account' }).click();
    await dialog.getByText(/12/).last().waitFor();
    await dialog.getByLabel('First password').fill('five quiet words here');
    await dialog.getByRole('button', { name: 'Add the account' }).click();
    await ada.getByText('Nia Osei may sign in now.').waitFor();
    await ada.getByRole('row', { name: /Nia Osei.*Case manager.*Active/ }).waitFor();

    await ada.getByRole('tab', { name: 'Tokens of machines' }).click();
    await ada.getByRole('button', { name: 'Issue a token…' }).click();
    await dialog.getByLabel('For which machine?').fill('the roster’s export');
    await dialog.getByText('import patients and stays').click();
    await dialog.getByRole('button', { name: 'Issue it' }).click();
    const told = ada.getByRole('alertdialog');
    expect(await told.getByText(/^vigil_/).textContent()).toMatch(/^vigil_.{20}/);
    await told.getByRole('button', { name: 'I have kept it' }).click();
    await ada.getByRole('row', { name: /roster’s export.*Valid/ }).waitFor();
    expect(await ada.getByText(/vigil_/).count()).toBe(0);

    await ada.goto(`${desk.app.url}#view=audit`);
    await ada.getByLabel('Who did it').fill('Ada Admin');
    await ada.getByRole('button', { name: 'Show', exact: true }).click();
    await ada.getByRole('cell', { name: 'token.issue' }).waitFor();
    expect(await ada.getByRole('cell', { name: 'rule-set.activate' }).count()).toBe(0);
    await ada.getByRole('button', { name: 'Verify the chain' }).click();
    await ada.getByText(/All as it was written/).waitFor();
    expect(desk.problems).toEqual([]);
  });
});
