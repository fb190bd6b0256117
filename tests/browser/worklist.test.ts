import type { Page } from 'playwright-core';
import { afterAll, describe, expect } from 'vitest';
import { connectPublisher } from '../../src/cli/publisher.ts';
import { dayMs, hourMs, minuteMs } from '../../src/domain/local-day.ts';
import { noBrowser, test } from './browser.ts';
import { choose, lineOf, openDesk, openLine, selectOf, showTab, type TestDesk } from './desk.ts';

const roster = [
  'patient,family,given,birthDate,sex,timeZone,program,device,kind,perWeek,phone',
  'P1,Okafor,Ada,1948-03-27,female,America/New_York,heart-failure,cuff-1,blood-pressure,7,+1-212-555-0100',
  'P2,Lind,Per,1950-01-02,male,America/Chicago,diabetes,meter-2,glucose,21,+1-312-555-0101',
  'P3,Novak,Eva,1951-01-02,female,America/Chicago,heart-failure,scale-3,weight,7,+1-312-555-0102',
  'P4,Reyes,Ines,1955-05-02,female,America/Chicago,heart-failure,cuff-4,blood-pressure,7,+1-312-555-0103',
  'P5,Sato,Ken,1957-07-02,male,America/Chicago,heart-failure,cuff-5,blood-pressure,7,+1-312-555-0104',
].join('\n');

/** Answers every question of the form with its first choice. */
const answerAll = async (page: Page): Promise<void> => {
  for (const select of await page.getByRole('form').locator('.select-button').all()) {
    await select.click();
    await page.getByRole('option').first().click();
  }
};

describe.skipIf(noBrowser)('the worklist in a real browser', () => {
  let desk: TestDesk;
  let ana: Page;
  let ben: Page;

  test.beforeAll(async ({ browser }) => {
    desk = await openDesk(browser, roster);
    [ana, ben] = await Promise.all([desk.person('Ana Ruiz'), desk.person('Ben Okoye')]);
  }, 120_000);

  afterAll(() => desk?.close());

  const lowPressure = (device: string) =>
    desk.send(device, 'blood-pressure', { systolic: 78, diastolic: 45, unit: 'mm[Hg]' });

  test('a reading published over MQTT becomes a line without a reload, with its reason', async () => {
    const publisher = await connectPublisher(desk.app.mqttUrl ?? '');
    await publisher.publish('vigil/v1/meter-2/glucose', JSON.stringify({ value: 2.6, unit: 'mmol/L' }));
    await publisher.close();
    await lineOf(ana, 'Lind, Per').getByText('glucose 2.6 mmol/L').waitFor();
    await openLine(ana, 'Lind, Per');
    await ana.getByRole('link', { name: '+1-312-555-0101' }).waitFor();
    await ana
      .getByRole('img', { name: /^Glucose/ })
      .first()
      .waitFor();
  });

  test('an alert says what to consider, and what its values were compared with, in words', async () => {
    await openLine(ana, 'Lind, Per');
    const card = ana.locator('.alert').first();
    await card.getByRole('heading', { name: /^Consider/ }).waitFor();
    expect(await card.locator('.steps li').count()).toBeGreaterThan(1);
    await card.getByText('level 2 low below: 54 mg/dL').waitFor();
  });

  test('of two people who act on one line the second learns who was first, and what she wrote is kept', async () => {
    await lowPressure('cuff-1');
    for (const page of [ana, ben]) await openLine(page, 'Okafor, Ada');
    // Ben's page must not hear of it before he acts
    await ben.route('**/api/v1/worklist**', route =>
      route.request().method() === 'GET' ? route.abort() : route.continue(),
    );
    await ana.keyboard.press('a');
    await ana.getByText(/Acknowledged by Ana Ruiz/).waitFor();
    await ben.keyboard.press('e');
    await ben.getByLabel('Why?').fill('no answer since the morning');
    await ben.unroute('**/api/v1/worklist**');
    await ben.keyboard.press('Control+Enter');
    await ben.getByText(/Ana Ruiz acknowledged this item at \d\d:\d\d/).waitFor();
    expect(await ben.getByLabel('Why?').inputValue()).toBe('no answer since the morning');
    await ben.getByText(/Acknowledged by Ana Ruiz/).waitFor();
    await ben.getByRole('button', { name: 'Cancel' }).click();
  });

  test('a line is closed by keyboard alone, with what was found and done, and comes back by u', async () => {
    const scale = (value: number, daysAgo: number) =>
      desk.send('scale-3', 'weight', { measuredAt: desk.clock.now() - daysAgo * dayMs, value, unit: 'kg' });
    await scale(80, 2);
    await scale(83, 1);
    await scale(83.2, 0);
    await openLine(ana, 'Novak, Eva');
    await ana.keyboard.press('c');
    await answerAll(ana);
    await ana.keyboard.press('Control+Enter');
    await lineOf(ana, 'Novak, Eva').waitFor({ state: 'detached' });
    await ana.getByText('Closed · Novak, Eva').waitFor();
    await ana.keyboard.press('u');
    await lineOf(ana, 'Novak, Eva').waitFor();
    await ana.getByText(/Taken back at/).waitFor();
  });

  test('after an undo the next key acts on the patient who came back, not on the line that had the focus', async () => {
    await ana.keyboard.press('n');
    await ana.getByRole('form', { name: 'Add a note' }).waitFor();
    await ana.getByRole('heading', { name: 'Novak, Eva', exact: true }).waitFor();
    await ana.keyboard.press('Escape');
    await ana.keyboard.press('Escape');
  });

  test('a half-filled close form outlives another person’s close, says who it was, and serves after a reopen', async () => {
    for (const page of [ana, ben]) await openLine(page, 'Novak, Eva');
    await ben.keyboard.press('c');
    await choose(selectOf(ben, 'Was it real?').last(), 'Technique (cuff, posture, timing)');
    await ben.getByLabel('Note (optional)').fill('shoes on');
    await ana.keyboard.press('c');
    await answerAll(ana);
    await ana.getByRole('button', { name: 'Close line' }).click();
    await ben.getByText(/Ana Ruiz closed this line at .* is kept/).waitFor();
    expect(await ben.getByLabel('Note (optional)').inputValue()).toBe('shoes on');
    await ben.getByRole('button', { name: 'Reopen' }).click();
    await ben.getByRole('button', { name: 'Reopen line' }).click();
    await lineOf(ana, 'Novak, Eva').waitFor();
    await lineOf(ben, 'Novak, Eva').waitFor();
    await ben.getByRole('button', { name: 'Close c' }).click();
    expect(await ben.getByLabel('Note (optional)').inputValue()).toBe('shoes on');
    await ben.getByRole('button', { name: 'Cancel' }).click();
  });

  test('a snoozed line hides, is counted, comes back when its time is over, and at once when it gets critical', async () => {
    await lowPressure('cuff-4');
    const snooze = async () => {
      await openLine(ana, 'Reyes, Ines');
      await ana.keyboard.press('s');
      await ana.getByLabel('In 1 h').check();
      await ana.getByLabel('Reason (optional)').fill('calls back after lunch');
      await ana.keyboard.press('Enter');
      await lineOf(ana, 'Reyes, Ines').waitFor({ state: 'detached' });
      await ana.getByRole('button', { name: '1 snoozed' }).waitFor();
    };
    await snooze();
    desk.clock.set(desk.clock.now() + hourMs + minuteMs);
    await lineOf(ana, 'Reyes, Ines').waitFor();
    await snooze();
    for (const systolic of [196, 199]) {
      desk.clock.set(desk.clock.now() + 2 * minuteMs);
      await desk.send('cuff-4', 'blood-pressure', { systolic, diastolic: 121, unit: 'mm[Hg]' });
    }
    await lineOf(ana, 'Reyes, Ines').getByText('Critical').waitFor();
  });

  test('a contact is logged by keyboard only, and the tries stand on the line', async () => {
    await lowPressure('cuff-5');
    await ana.getByRole('button', { name: 'Sato, Ken' }).focus();
    await ana.keyboard.press('Enter');
    await ana.keyboard.press('l');
    await ana.getByRole('form', { name: 'Log a contact' }).waitFor();
    await ana.getByLabel('Patient', { exact: true }).and(ana.locator(':focus')).waitFor();
    await ana.getByText('Caregiver: no caregiver on file').waitFor();
    await ana.keyboard.press('Tab');
    await ana.keyboard.press('Tab');
    await ana.keyboard.press('ArrowDown');
    await ana.getByLabel('Not reached').and(ana.locator(':checked')).waitFor();
    await ana.keyboard.press('Tab');
    await ana.keyboard.press('ArrowDown');
    await ana.keyboard.press('Tab');
    await ana.keyboard.type('no answer, message left');
    await ana.keyboard.press('Control+Enter');
    await lineOf(ana, 'Sato, Ken').getByText('1 try, nobody reached').waitFor();
    await lineOf(ana, 'Sato, Ken')
      .getByText(/Next try/)
      .waitFor();
    await showTab(ana, 'Care');
    await ana.getByText('no answer, message left').waitFor();
  });

  test('no page raised an error', () => {
    expect(desk.problems).toEqual([]);
  });
});
