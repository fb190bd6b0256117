import type { Page } from 'playwright-core';
import { afterAll, beforeEach, describe, expect } from 'vitest';
import { minuteMs } from '../../src/domain/local-day.ts';
import { noBrowser, test } from './browser.ts';
import { holdRequests, lineOf, openDesk, openLine, type TestDesk } from './desk.ts';

const names = ['Adler', 'Bell', 'Cole', 'Dunn', 'Egan', 'Frey', 'Gray', 'Hale'];

const roster = [
  'patient,family,given,birthDate,sex,timeZone,program,device,kind,perWeek,phone',
  ...names.map(
    name =>
      `${name},${name},Ann,1950-01-02,female,America/New_York,diabetes,${name},glucose,21,+1-212-555-0100`,
  ),
].join('\n');

describe.skipIf(noBrowser)('deeds that are shown before the server has them', () => {
  let desk: TestDesk;
  let ana: Page;
  let ben: Page;

  const focused = () => ana.evaluate<string>('document.activeElement?.textContent ?? ""');
  const panel = () => ana.getByRole('complementary');

  test.beforeAll(async ({ browser }) => {
    desk = await openDesk(browser, roster);
    for (const name of names) {
      await desk.send(name, 'glucose', { value: 65, unit: 'mg/dL' });
      await desk.app.evaluator.idle();
      desk.clock.set(desk.clock.now() + minuteMs);
    }
    ana = await desk.person('Ana Ruiz', ['case-manager']);
    ben = await desk.person('Ben Okoye', ['case-manager']);
    await ana.getByText('Showing 8 of 8').waitFor();
  }, 120_000);

  afterAll(() => desk?.close());

  beforeEach(async () => {
    await ana.goto(`${desk.app.url}/#view=clinical`);
  });

  test('a line is taken up on the screen at once', async () => {
    const held = await holdRequests(ana, /\/acknowledge$/);
    await openLine(ana, 'Adler, Ann');
    await panel().getByText('Nobody has acknowledged this yet').waitFor();
    await ana.keyboard.press('a');
    await lineOf(ana, 'Adler, Ann').getByText('Ana Ruiz').waitFor();
    await panel()
      .getByText(/Acknowledged by Ana Ruiz/)
      .waitFor();
    await held.asked(1);
    expect(await ana.getByRole('button', { name: /^Undo/ }).count()).toBe(0);
    await held.release();
    await ana.getByRole('button', { name: /^Undo/ }).click();
    await panel().getByText('Nobody has acknowledged this yet').waitFor();
    await lineOf(ana, 'Adler, Ann').getByText('Nobody yet').waitFor();
  });

  test('two deeds in a row on one line both count, though the first has no answer yet', async () => {
    const held = await holdRequests(ana, /\/acknowledge$/);
    await openLine(ana, 'Bell, Ann');
    await ana.keyboard.press('a');
    await ana.keyboard.press('n');
    await ana.getByRole('form', { name: 'Add a note' }).getByRole('textbox').fill('Eats less');
    await ana.keyboard.press('Control+Enter');
    await panel().getByText('Eats less').waitFor();
    await held.release();
    await panel()
      .getByText(/^Note saved/)
      .waitFor();
    expect(await panel().getByRole('alert').count()).toBe(0);
    await panel().getByText('Eats less').waitFor();
  });

  test('a snoozed line is gone at once and the next one has the focus', async () => {
    const held = await holdRequests(ana, /\/snooze$/);
    await openLine(ana, 'Cole, Ann');
    await ana.keyboard.press('s');
    await ana.getByRole('form').waitFor();
    await ana.keyboard.press('Control+Enter');
    await lineOf(ana, 'Cole, Ann').waitFor({ state: 'detached' });
    await ana.getByText('Showing 7 of 7').waitFor();
    await held.asked(1);
    expect(await focused()).toMatch(/^(Bell|Dunn), Ann$/);
    await held.release();
    await ana.getByRole('button', { name: /^Undo/ }).click();
    await lineOf(ana, 'Cole, Ann').waitFor();
  });

  test('where somebody was faster the line says so again, and who it was', async () => {
    const held = await holdRequests(ana, /\/acknowledge$/);
    await openLine(ana, 'Dunn, Ann');
    await ana.keyboard.press('a');
    await lineOf(ana, 'Dunn, Ann').getByText('Ana Ruiz').waitFor();
    await held.asked(1);
    await openLine(ben, 'Dunn, Ann');
    await ben.keyboard.press('a');
    await lineOf(ben, 'Dunn, Ann').getByText('Ben Okoye').waitFor();
    await ben.getByRole('button', { name: /^Undo/ }).waitFor();
    await held.release();
    await panel()
      .getByRole('alert')
      .getByText(/Ben Okoye/)
      .waitFor();
    await lineOf(ana, 'Dunn, Ann').getByText('Ben Okoye').waitFor();
  });

  test('what was refused of a patient who is not open any more is told, and what was written is kept', async () => {
    const held = await holdRequests(ana, /\/escalate$/);
    await openLine(ana, 'Egan, Ann');
    await ana.keyboard.press('e');
    await ana.getByRole('form', { name: 'Escalate this line' }).getByRole('textbox').fill('Sleeps badly');
    await ana.keyboard.press('Control+Enter');
    await ana.getByRole('form').waitFor({ state: 'detached' });
    await held.asked(1);
    await openLine(ana, 'Frey, Ann');
    await openLine(ben, 'Egan, Ann');
    await ben.keyboard.press('a');
    await ben.getByText(/Acknowledged by Ben Okoye/).waitFor();
    await ben.getByRole('button', { name: /^Undo/ }).waitFor();
    await held.release();
    const told = ana.getByRole('alert').filter({ hasText: 'Not saved for Egan, Ann' });
    await told.getByText(/Ben Okoye/).waitFor();
    await told.getByRole('button', { name: 'Open' }).click();
    await ana.getByRole('heading', { name: 'Egan, Ann', level: 2 }).waitFor();
    await panel()
      .getByRole('alert')
      .getByText(/Ben Okoye/)
      .waitFor();
    await ana.keyboard.press('e');
    const field = ana.getByRole('form', { name: 'Escalate this line' }).getByRole('textbox');
    expect(await field.inputValue()).toBe('Sleeps badly');
    await ana.keyboard.press('Control+Enter');
    await panel()
      .getByText(/^Escalated at/)
      .waitFor();
    await told.waitFor({ state: 'detached' });
  });

  test('a refused form comes back as it was written', async () => {
    await ana.route(/\/escalate$/, route => route.abort());
    await openLine(ana, 'Gray, Ann');
    await ana.keyboard.press('e');
    const form = ana.getByRole('form', { name: 'Escalate this line' });
    await form.getByRole('textbox').fill('Needs a visit');
    await ana.keyboard.press('Control+Enter');
    await panel().getByRole('alert').first().waitFor();
    expect(await form.getByRole('textbox').inputValue()).toBe('Needs a visit');
    await ana.unroute(/\/escalate$/);
    await ana.keyboard.press('Control+Enter');
    await lineOf(ana, 'Gray, Ann')
      .getByText(/Program lead/)
      .waitFor();
    await form.waitFor({ state: 'detached' });
  });

  test('a note that got no answer is kept once, however often it is sent', async () => {
    await openLine(ana, 'Hale, Ann');
    await ana.keyboard.press('n');
    await ana.getByRole('form', { name: 'Add a note' }).getByRole('textbox').fill('No answer came');
    // the server has it, and the answer is lost on its way
    await ana.route(/\/note$/, async route => {
      await route.fetch();
      await route.abort();
    });
    await ana.keyboard.press('Control+Enter');
    await panel()
      .getByText(/Sent again as it is, it is saved once/)
      .waitFor();
    await ana.unroute(/\/note$/);
    await ana.getByRole('button', { name: 'Save note' }).click();
    await panel()
      .getByText(/^Note saved/)
      .waitFor();
    const { reader, t } = desk.app.store;
    const kept = await reader.select().from(t.worklistNote);
    expect(kept.filter(({ text }) => text === 'No answer came')).toHaveLength(1);
  });

  test('choosing lines by mouse moves none of them, and the next key is for the list', async () => {
    const line = lineOf(ana, 'Hale, Ann');
    const before = await line.boundingBox();
    await line.getByRole('checkbox').click({ force: true });
    const bar = ana.getByRole('region', { name: 'Chosen lines' });
    await bar.getByText('1 line chosen').waitFor();
    expect(await line.boundingBox()).toEqual(before);
    await ana.keyboard.press('A');
    await line.getByText('Ana Ruiz').waitFor();
  });

  test('no page raised an error', () => {
    expect(desk.problems).toEqual([]);
  });
});
