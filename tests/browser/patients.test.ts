import type { Page } from 'playwright-core';
import { afterAll, describe, expect } from 'vitest';
import { dayMs, minuteMs } from '../../src/domain/local-day.ts';
import { noBrowser, test } from './browser.ts';
import {
  choose,
  holdRequests,
  lineOf,
  openDesk,
  openLine,
  selectOf,
  showTab,
  type TestDesk,
  valueIs,
  view,
} from './desk.ts';

const roster = [
  'patient,family,given,birthDate,sex,timeZone,program,device,kind,perWeek,phone,caregiver,caregiverPhone,caregiverConsent',
  'P1,Okafor,Ada,1948-03-27,female,America/New_York,heart-failure,cuff-1,blood-pressure,7,+1-212-555-0100,Ify Okafor,+1-212-555-0900,no',
  'P2,Lind,Per,1950-01-02,male,America/Chicago,heart-failure,cuff-2,blood-pressure,7,+1-312-555-0101,,,',
].join('\n');

describe.skipIf(noBrowser)('patients in a real browser', () => {
  let desk: TestDesk;
  let ana: Page;
  /** whoever else works on the same patients */
  let ben: Page;

  const importCsv = (path: string, csv: string) =>
    desk.app.api.request(`http://localhost/api/v1/${path}`, {
      method: 'POST',
      headers: {
        host: 'localhost',
        'content-type': 'text/csv',
        authorization: `Bearer ${desk.app.tokens.operator}`,
      },
      body: csv,
    });

  test.beforeAll(async ({ browser }) => {
    desk = await openDesk(browser, roster);
    ana = await desk.person('Ana Ruiz');
  }, 120_000);

  afterAll(() => desk?.close());

  test('a patient is found by phone and opened by keyboard, without a line of her own', async () => {
    await ana.keyboard.press('/');
    await ana.getByRole('combobox', { name: 'Name, ID or phone' }).fill('555-0100');
    await ana.getByRole('option', { name: /Okafor, Ada/ }).waitFor();
    await ana.keyboard.press('Enter');
    await ana.getByRole('heading', { name: 'Okafor, Ada' }).waitFor();
    await ana.getByText('Nothing of this patient waits on the worklist.').waitFor();
    expect(await ana.getByRole('button', { name: /^Close c/ }).count()).toBe(0);
  });

  test('a caregiver without consent cannot be chosen, and the reason stands beside it', async () => {
    await ana.keyboard.press('l');
    expect(await ana.getByLabel('Caregiver', { exact: true }).isDisabled()).toBe(true);
    await ana.getByText('Caregiver: no consent to talk to the caregiver').waitFor();
    await ana.getByRole('button', { name: 'Cancel' }).click();
  });

  test('details are changed in the panel, and kept', async () => {
    await ana.getByRole('button', { name: /^Edit details/ }).click();
    await ana.getByLabel('Dry weight (kg)').fill('71.5');
    await choose(selectOf(ana, 'Caregiver: consent given'), 'Yes');
    await ana.getByRole('button', { name: 'Save details' }).click();
    await showTab(ana, 'Details');
    await ana.getByText('71.5 kg').waitFor();
    await ana.keyboard.press('l');
    expect(await ana.getByLabel('Caregiver', { exact: true }).isEnabled()).toBe(true);
    await ana.getByRole('button', { name: 'Cancel' }).click();
  });

  test('a patient is set away by mouse; the panel says until when, and the line that comes says so too', async () => {
    await ana.getByRole('button', { name: /^Status/ }).click();
    await ana.getByText('Away', { exact: true }).click();
    await ana.getByText('Missed readings stay silent until the day given').waitFor();
    // the page's clock now stands behind the change that it is shown
    desk.clock.set(desk.clock.now() + minuteMs);
    await ana.getByRole('button', { name: 'Change status' }).click();
    await ana.getByText(/^Away until \d+ \w+/).waitFor();
    expect(await ana.getByText('Planned:').count()).toBe(0);
    await desk.send('cuff-1', 'blood-pressure', { systolic: 78, diastolic: 45, unit: 'mm[Hg]' });
    await lineOf(ana, 'Okafor, Ada').getByText('Away').waitFor();
    await ana.getByRole('button', { name: /^Close c/ }).waitFor();
  });

  test('of two people who change details the second is told before she overwrites, and keeps what she typed', {
    timeout: 60_000,
  }, async () => {
    ben = await desk.person('Ben Okoye');
    const details = await holdRequests(ben, /\/patients\/[^/]+$/);
    await openLine(ben, 'Okafor, Ada');
    await showTab(ben, 'Details');
    await ben.keyboard.press('d');
    await ben.getByLabel('Provider', { exact: true }).fill('Dr Sol');
    // the details come when the form is open already
    await details.release();
    await valueIs(ben.getByLabel('Phone', { exact: true }), '+1-212-555-0100');
    await ana.keyboard.press('d');
    await ana.getByLabel('Language').fill('Igbo');
    await ana.keyboard.press('Enter');
    await ben.getByText('Somebody changed these details meanwhile.').waitFor();
    await valueIs(ben.getByLabel('Language'), 'Igbo');
    await ben.getByLabel('Provider', { exact: true }).press('Enter');
    await ben.getByText('Ana Ruiz changed this patient at').waitFor();
    expect(await ben.getByLabel('Provider', { exact: true }).inputValue()).toBe('Dr Sol');
    expect(await ana.getByText('Dr Sol').count()).toBe(0);
    await ben.getByLabel('Provider', { exact: true }).press('Enter');
    await ana.getByText('Dr Sol').waitFor();
    await ana.getByText('Igbo').waitFor();
  });

  test('a draft that was left and taken up again is refused once, if somebody changed the details meanwhile', {
    timeout: 60_000,
  }, async () => {
    await openLine(ben, 'Okafor, Ada');
    await ben.keyboard.press('d');
    await valueIs(ben.getByLabel('Language'), 'Igbo');
    await ben.getByLabel('Address').fill('North Street');
    await ben.getByRole('button', { name: 'Cancel' }).click();
    await ana.keyboard.press('d');
    await ana.getByLabel('Address').fill('South Street');
    await ana.keyboard.press('Enter');
    await ben.getByText('South Street').waitFor();
    await ben.keyboard.press('d');
    await ben.getByText('Somebody changed these details meanwhile.').waitFor();
    await ben.getByLabel('Address').press('Enter');
    await ben.getByText('Ana Ruiz changed this patient at').waitFor();
    await ben.getByLabel('Address').press('Enter');
    await ana.getByText('North Street').waitFor();
  });

  test('what changes while a patient is still loading is loaded again', async () => {
    const details = await holdRequests(ben, /\/patients\/[^/]+$/);
    await ben.goto(`${desk.app.url}#patient=P2`);
    await details.asked(1);
    expect((await desk.change('P2', { language: 'Swedish' })).status).toBe(200);
    await details.asked(2);
    await details.release();
    await showTab(ben, 'Details');
    await ben.getByText('Swedish').waitFor();
  });

  test('what happens before the event stream is open is shown once it is', async () => {
    const stream = await holdRequests(ben, /\/events$/);
    await ben.goto('about:blank');
    await ben.goto(`${desk.app.url}#patient=P2`);
    await showTab(ben, 'Details');
    await ben.getByText('Swedish').waitFor();
    await stream.asked(1);
    expect((await desk.change('P2', { language: 'Finnish' })).status).toBe(200);
    await stream.release();
    await ben.getByText('Finnish').waitFor();
  });

  test('the ranking of a program opens a patient with the parts of her score', async () => {
    const at = (daysAgo: number) => new Date(desk.clock.now() - daysAgo * dayMs).toISOString();
    const stays = [
      'patient,class,admittedAt,dischargedAt,emergent',
      `P2,inpatient,${at(12)},${at(4)},yes`,
      `P2,emergency,${at(40)},${at(40)},yes`,
    ];
    const diagnoses = ['patient,system,code,onset', 'P2,icd10,I509,2019-04-02'];
    expect((await importCsv('encounters', stays.join('\n'))).status).toBe(200);
    expect((await importCsv('conditions', diagnoses.join('\n'))).status).toBe(200);
    desk.clock.set(desk.clock.now() + 2_000);
    await desk.app.risk.idle();
    await view(ana, /Risk/);
    await ana.getByText('Nobody in this program has a score that applies now.', { exact: false }).waitFor();
    await choose(selectOf(ana, 'Program'), 'Heart failure');
    await lineOf(ana, 'Lind, Per').getByText('1 admission in the last year').waitFor();
    await openLine(ana, 'Lind, Per');
    await ana.getByText(/^Rank 1 of/).waitFor();
    await showTab(ana, 'Details');
    await ana.getByText('Stays and visits (2)').click();
    await ana.getByText('I509').waitFor();
    expect(await ana.getByText('I509').count()).toBe(1);
  });

  test('no page raised an error', () => {
    expect(desk.problems).toEqual([]);
  });
});
