import type { Page } from 'playwright-core';
import { afterAll, describe, expect } from 'vitest';
import { minuteMs } from '../../src/domain/local-day.ts';
import { noBrowser, test } from './browser.ts';
import { lineOf, openDesk, openLine, showTab, type TestDesk, view } from './desk.ts';

const header = 'patient,family,given,birthDate,sex,timeZone,program,device,kind,perWeek,phone';
const maria = 'P1,Lindqvist,Maria,1944-05-02,female,America/New_York,heart-failure';
const erik = 'P2,Lindqvist,Erik,1942-11-12,male,America/New_York,hypertension';
const olga = 'P3,Sorensen,Olga,1950-02-20,female,America/New_York,hypertension';
const pavel = 'P4,Sorensen,Pavel,1948-07-01,male,America/New_York,hypertension';
const roster = [
  header,
  `${maria},home-cuff,blood-pressure,7,+1-212-555-0100`,
  `${erik},home-cuff,blood-pressure,7,+1-212-555-0100`,
  `${erik},own-cuff,blood-pressure,7,+1-212-555-0100`,
].join('\n');

const openDecided = async (page: Page, count: number): Promise<void> => {
  await showTab(page, 'Charts');
  await page.getByText(`Readings decided by a person (${count})`).click();
};

describe.skipIf(noBrowser)('readings in doubt in a real browser', () => {
  let desk: TestDesk;
  let ana: Page;
  let ben: Page;

  test.beforeAll(async ({ browser }) => {
    desk = await openDesk(browser, roster);
    [ana, ben] = await Promise.all([desk.person('Ana Ruiz'), desk.person('Ben Okoye')]);
  }, 120_000);

  afterAll(() => desk?.close());

  /** Decisions are listed by their instant: a held clock would give them the same. */
  const laterOn = () => desk.clock.set(desk.clock.now() + minuteMs);

  test('empty lists say what it means that nothing waits', async () => {
    await view(ana, /Whose reading/);
    await ana.getByText('Every reading has its patient.').waitFor();
    await view(ana, /Suspect/);
    await ana.getByText('No reading is in doubt.').waitFor();
    await view(ana, /Rejected/);
    await ana.getByText('Nothing was rejected.').waitFor();
  });

  test('a reading without owner is filed, and the line of the right patient appears live', async () => {
    await view(ana, /Whose reading/);
    await desk.send('home-cuff', 'blood-pressure', { systolic: 84, diastolic: 50, unit: 'mm[Hg]' });
    const low = lineOf(ana, '84/50 mmHg');
    await low.getByRole('button', { name: 'File to Lindqvist, Maria' }).click();
    await ana.getByText(/Filed to Lindqvist, Maria at/).waitFor();
    await low.waitFor({ state: 'detached' });
    await lineOf(ben, 'Lindqvist, Maria').getByText('systolic 84 mmHg').waitFor();
    expect(await lineOf(ben, 'Lindqvist, Erik').count()).toBe(0);
  });

  test('severe readings without owner stand first; one is discarded with a note, by keyboard', async () => {
    await desk.send('home-cuff', 'blood-pressure', { systolic: 196, diastolic: 108, unit: 'mm[Hg]' });
    await desk.send('home-cuff', 'blood-pressure', { systolic: 118, diastolic: 71, unit: 'mm[Hg]' });
    await view(ana, /Whose reading\? 2/);
    await lineOf(ana, '118/71 mmHg').waitFor();
    await lineOf(ana, '196/108 mmHg').getByText('Severe', { exact: true }).waitFor();
    await ana.keyboard.press('j');
    await ana.getByRole('button', { name: '196/108 mmHg' }).and(ana.locator(':focus')).waitFor();
    await lineOf(ana, '196/108 mmHg').getByRole('button', { name: 'Discard…' }).press('Enter');
    await ana.keyboard.type('a guest measured');
    await ana.keyboard.press('Enter');
    await lineOf(ana, '196/108 mmHg').waitFor({ state: 'detached' });
  });

  test('a suspect reading is corrected, judged at once, and kept among what people decided', async () => {
    await desk.send('own-cuff', 'blood-pressure', { systolic: 44, diastolic: 77, unit: 'mm[Hg]' });
    await view(ana, /Suspect 1/);
    const line = lineOf(ana, 'Lindqvist, Erik');
    await line.getByRole('button', { name: 'Correct…' }).click();
    // no pressure has its upper number below the lower
    expect(await line.getByRole('button', { name: 'It is right' }).count()).toBe(0);
    await ana.getByLabel('Systolic (mmHg)').fill('77');
    await ana.getByLabel('Diastolic (mmHg)').fill('44');
    await ana.keyboard.press('Enter');
    await line.waitFor({ state: 'detached' });
    const raised = lineOf(ben, 'Lindqvist, Erik').getByText('systolic 77 mmHg');
    await raised.waitFor();
    await raised.click();
    await openDecided(ben, 1);
    await ben.getByText('Corrected', { exact: true }).waitFor();
  });

  test('a reading filed to the wrong person is given to the right one: there a line appears, here the alert ends', async () => {
    await desk.enrol(
      [header, `${olga},shared-cuff,blood-pressure,7,`, `${pavel},shared-cuff,blood-pressure,7,`].join('\n'),
    );
    await desk.send('shared-cuff', 'blood-pressure', { systolic: 79, diastolic: 46, unit: 'mm[Hg]' });
    await view(ana, /Whose reading/);
    await lineOf(ana, '79/46 mmHg').getByRole('button', { name: 'File to Sorensen, Olga' }).click();
    await ana.getByText(/Filed to Sorensen, Olga at/).waitFor();
    await lineOf(ben, 'Sorensen, Olga').getByText('systolic 79 mmHg').waitFor();
    laterOn();
    await ana.getByRole('button', { name: 'Wrong? Change…' }).click();
    const change = ana.getByRole('group', { name: '79/46 mmHg of Sorensen, Olga: what is it really?' });
    await change.getByRole('button', { name: 'Another patient…' }).click();
    await ana.getByLabel('Name, ID or phone').fill('Pavel');
    await ana.getByRole('option', { name: /Sorensen, Pavel/ }).waitFor();
    await ana.keyboard.press('Enter');
    await ana.getByText(/Given to Sorensen, Pavel at/).waitFor();
    await lineOf(ben, 'Sorensen, Pavel').getByText('systolic 79 mmHg').waitFor();
    await lineOf(ben, 'Sorensen, Olga').getByText('Resolved, needs review').waitFor();
    await ana.getByRole('button', { name: 'Open Sorensen, Pavel' }).click();
    await ana.getByRole('heading', { name: 'Sorensen, Pavel', exact: true }).waitFor();
  });

  test('a decision is changed from the patient whose reading it is, and from nobody else', async () => {
    laterOn();
    await openLine(ben, 'Sorensen, Olga');
    await openDecided(ben, 2);
    await ben.getByText('Filed', { exact: true }).first().waitFor();
    expect(await ben.getByRole('button', { name: 'Change…', exact: true }).count()).toBe(0);
    await openDecided(ana, 1);
    await ana.getByRole('button', { name: 'Change…', exact: true }).click();
    await ana.keyboard.press('Escape');
    await ana.getByRole('button', { name: 'Change…', exact: true }).and(ana.locator(':focus')).press('Enter');
    await ana.getByRole('button', { name: 'Correct…' }).click();
    await ana.getByLabel('Systolic (mmHg)').fill('129');
    await ana.getByLabel('Diastolic (mmHg)').fill('76');
    await ana.keyboard.press('Enter');
    await ana.getByText(/Corrected and judged at/).waitFor();
    await lineOf(ben, 'Sorensen, Pavel').getByText('Resolved, needs review').waitFor();
  });

  test('a good reading in the table is discarded as nobody’s', async () => {
    const row = ana.getByRole('row', { name: /Blood pressure 129\/76 mmHg/ });
    await row.getByRole('button', { name: 'Not this patient’s…' }).click();
    await ana.getByRole('button', { name: 'Discard…' }).last().click();
    await ana.keyboard.type('the neighbour tried the cuff');
    await ana.keyboard.press('Enter');
    await row.waitFor({ state: 'detached' });
    await ana.getByText('Readings decided by a person (3)').waitFor();
  });

  test('messages of an unknown device are replayed as a group once the device is registered', async () => {
    for (const systolic of [121, 122]) {
      await desk.send('new-cuff', 'blood-pressure', { systolic, diastolic: 80, unit: 'mm[Hg]' });
    }
    await view(ana, /Rejected 2/);
    await ana.getByRole('button', { name: /The device is not known/ }).click();
    await ana.getByRole('button', { name: 'Show bytes' }).first().click();
    await ana.getByText(/"systolic":12[12]/).waitFor();
    await desk.enrol([header, `${maria},new-cuff,blood-pressure,7,+1-212-555-0100`].join('\n'));
    await ana.getByRole('button', { name: 'Replay all 2' }).click();
    await ana.getByRole('button', { name: 'Yes' }).press('Enter');
    await ana.getByText('2 of 2 became readings; 0 rejected again; 0 of this group still wait.').waitFor();
    await ana.getByText('Nothing was rejected.').waitFor();
  });

  test('no page raised an error', () => {
    expect(desk.problems).toEqual([]);
  });
});
