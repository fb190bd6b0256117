import { readFileSync } from 'node:fs';
import type { Locator, Page } from 'playwright-core';
import { afterAll, describe, expect } from 'vitest';
import { dayMs, hourMs, minuteMs } from '../../src/domain/local-day.ts';
import { noBrowser, test } from './browser.ts';
import { openDesk, openLine, showTab, type TestDesk } from './desk.ts';

/** a busy machine draws slowly */
const patient = { timeout: 10_000 };

const header = 'patient,family,given,birthDate,sex,timeZone,program,device,kind,perWeek,phone,dryWeightKg';
const ada = 'P1,Okafor,Ada,1948-03-27,female,America/New_York,heart-failure';
const roster = [
  header,
  `${ada},cuff-1,blood-pressure,7,+1-212-555-0100,80`,
  `${ada},scale-1,weight,7,+1-212-555-0100,80`,
].join('\n');

describe.skipIf(noBrowser)('charts and timeline in a real browser', () => {
  let desk: TestDesk;
  let ana: Page;

  const tab = (name: string) => ana.getByRole('tab', { name, exact: true });
  const reader = (kind: string): Locator => ana.getByRole('slider', { name: `${kind}: reading by reading` });
  const told = (of: Locator, pattern: RegExp) =>
    expect.poll(() => of.getAttribute('aria-valuetext'), patient).toMatch(pattern);
  /** how many readings a chart shows */
  const shows = (of: Locator) =>
    expect.poll(async () => Number(await of.getAttribute('aria-valuemax')), patient);

  test.beforeAll(async ({ browser }) => {
    desk = await openDesk(browser, roster);
    const start = desk.clock.now();
    for (let day = 0; day < 10; day++) {
      desk.clock.set(start + day * dayMs);
      // nothing came on the third day before the last
      if (day === 6) continue;
      await desk.send('scale-1', 'weight', { value: 80 + day * 0.1, unit: 'kg' });
      await desk.send('cuff-1', 'blood-pressure', { systolic: 130, diastolic: 80, unit: 'mm[Hg]' });
      desk.clock.set(desk.clock.now() + 5 * minuteMs);
      await desk.send('cuff-1', 'blood-pressure', { systolic: 120, diastolic: 76, unit: 'mm[Hg]' });
    }
    desk.clock.set(desk.clock.now() + hourMs);
    await desk.send('cuff-1', 'blood-pressure', { systolic: 78, diastolic: 45, unit: 'mm[Hg]' });
    ana = await desk.person('Ana Ruiz');
    await openLine(ana, 'Okafor, Ada');
  }, 180_000);

  afterAll(() => desk?.close());

  test('a patient opens with the reason and its chart, and keys go from tab to tab', async () => {
    await tab('Now').and(ana.locator('[aria-selected=true]')).waitFor();
    await told(reader('Blood pressure'), /78\/45 mmHg/);
    await ana.keyboard.press(']');
    await tab('Charts').and(ana.locator('[aria-selected=true]')).waitFor();
    // the reason stays first
    await ana.getByRole('button', { name: 'Show the alerts' }).waitFor();
    await tab('Charts').focus();
    await ana.keyboard.press('ArrowLeft');
    await tab('Now').and(ana.locator('[aria-selected=true]')).waitFor();
    await ana.keyboard.press(']');
  });

  test('values are read one by one by keyboard, and missed days are told', async () => {
    const weights = reader('Weight');
    await told(weights, /^Reading 9 of 9\. .*80\.9 kg/);
    await weights.focus();
    await ana.keyboard.press('ArrowLeft');
    await ana.keyboard.press('ArrowLeft');
    await told(weights, /^Reading 8 of 9\. .*80\.8 kg/);
    await ana.keyboard.press('Home');
    await told(weights, /^Reading 1 of 9\. .*80 kg/);
    await ana.getByText('1 day missed').first().waitFor();
  });

  test('the charts zoom together by key, by button and by dragging, and show all again', async () => {
    const weights = reader('Weight');
    await weights.focus();
    await ana.keyboard.press('End');
    await ana.keyboard.press('+');
    await shows(weights).toBeLessThan(9);
    await ana.keyboard.press('0');
    await shows(weights).toBe(9);
    await ana.getByRole('button', { name: 'Zoom in (+)' }).click();
    await shows(weights).toBeLessThan(9);
    await ana.getByRole('button', { name: 'Show all (0)' }).click();
    await shows(weights).toBe(9);
    const box = await reader('Blood pressure').boundingBox();
    if (!box) throw new Error('no chart');
    const y = box.y + box.height / 2;
    await ana.mouse.move(box.x + box.width * 0.5, y);
    await ana.mouse.down();
    await ana.mouse.move(box.x + box.width * 0.75, y, { steps: 4 });
    await ana.mouse.up();
    await shows(weights).toBeLessThan(9);
    await ana.getByRole('button', { name: 'Show all (0)' }).click();
  });

  test('what was done is marked, and its list is read without the picture', async () => {
    await ana.keyboard.press('n');
    await ana.getByLabel('Note', { exact: true }).fill('dizzy since the new tablet');
    await ana.keyboard.press('Control+Enter');
    await ana.getByText(/^What is marked in this time/).click();
    const marks = ana.getByRole('listitem').filter({ hasText: 'dizzy since the new tablet' });
    await marks.first().waitFor();
    await ana.getByText('What was done', { exact: true }).first().waitFor();
  });

  test('weights are laid over blood pressure', async () => {
    await ana.getByText('Weight over blood pressure').click();
    await ana.getByText('Weight (kg, right)').waitFor();
  });

  test('readings are downloaded as a table of the time shown', async () => {
    const arrives = ana.waitForEvent('download');
    await ana.getByRole('link', { name: /^Download as CSV/ }).click();
    const csv = readFileSync(await (await arrives).path(), 'utf8');
    expect(csv.split('\n')[0]).toMatch(/^kind,measuredAt/);
    expect(csv.match(/^weight,/gm)).toHaveLength(9);
  });

  test('whoever prefers pounds reads pounds in the charts, the table and the alerts', async () => {
    await ana.getByRole('button', { name: /^Your account/ }).click();
    await ana.getByText('lb', { exact: true }).click();
    await ana.keyboard.press('Escape');
    await told(reader('Weight'), /178\.4 lb/);
    await ana.getByRole('heading', { name: 'Weight (lb)' }).waitFor();
    await ana.getByRole('cell', { name: '178.4 lb' }).first().waitFor();
    // what the device sent stands beside it as it was
    await ana.getByRole('cell', { name: '80.9 kg' }).first().waitFor();
  });

  test('the timeline tells what happened, newest first, and is narrowed to a kind', async () => {
    await showTab(ana, 'Timeline');
    await ana.getByText('dizzy since the new tablet').waitFor();
    const alerts = ana.getByText('Alert', { exact: true });
    await alerts.first().waitFor();
    await ana.getByText('Work on lines').click();
    await expect.poll(() => alerts.count(), patient).toBe(0);
    await ana.getByText('dizzy since the new tablet').waitFor();
  });

  test('no page raised an error', () => {
    expect(desk.problems).toEqual([]);
  });
});
