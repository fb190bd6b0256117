import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { afterAll, describe, expect } from 'vitest';
import type { RiskSettingsBody } from '../../src/contract/risk.ts';
import { dayMs } from '../../src/domain/local-day.ts';
import { noBrowser, test } from './browser.ts';
import { choose, lineOf, openDesk, openLine, selectOf, type TestDesk, view } from './desk.ts';
import { writeReadmissionModel } from './risk-model.ts';

const roster = [
  'patient,family,given,birthDate,sex,timeZone,program,device,kind,perWeek',
  'P1,Okafor,Ada,1948-03-27,female,America/New_York,heart-failure,cuff-1,blood-pressure,7',
  'P2,Lind,Per,1950-01-02,male,America/Chicago,heart-failure,cuff-2,blood-pressure,7',
  'P3,Sol,Eva,1961-05-09,female,America/Chicago,heart-failure,cuff-3,blood-pressure,7',
].join('\n');

type Stay = readonly [patient: string, stayed: string, from: number, until: number, emergent: 'yes' | 'no'];

const stays: readonly Stay[] = [
  ['P2', 'inpatient', 12, 4, 'yes'],
  ['P2', 'inpatient', 60, 55, 'yes'],
  ['P2', 'emergency', 40, 40, 'yes'],
  ['P1', 'inpatient', 300, 290, 'no'],
];

/** Stays told in days ago. */
const importStays = async (desk: TestDesk, told: readonly Stay[] = stays): Promise<void> => {
  const day = (daysAgo: number) => new Date(desk.clock.now() - daysAgo * dayMs).toISOString();
  const csv = [
    'patient,class,admittedAt,dischargedAt,emergent',
    ...told.map(([patient, stayed, from, until, emergent]) =>
      [patient, stayed, day(from), day(until), emergent].join(','),
    ),
  ].join('\n');
  const response = await desk.app.api.request('http://localhost/api/v1/encounters', {
    method: 'POST',
    headers: {
      host: 'localhost',
      'content-type': 'text/csv',
      authorization: `Bearer ${desk.app.tokens.operator}`,
    },
    body: csv,
  });
  expect(response.status).toBe(200);
  desk.clock.set(desk.clock.now() + 2_000);
  await desk.app.risk.idle();
};

const rankingOf = async (page: Page): Promise<void> => {
  await view(page, /Risk/);
  await choose(selectOf(page, 'Program'), 'Heart failure');
};

const numberOf = (text: string): number => Math.round(100 * Number(text.replace('−', '-').replace('+', '')));

const scoreOf = (page: Page): Locator => page.getByRole('region', { name: 'Readmission within 30 days' });

describe.skipIf(noBrowser)('risk in a real browser', () => {
  const models = mkdtempSync(join(tmpdir(), 'vigil-models-'));
  let desk: TestDesk;
  let ana: Page;

  test.beforeAll(async ({ browser }) => {
    await writeReadmissionModel(models);
    const card = '# Readmission\n\nFor **planning** calls.\n\n| at | lift |\n| --- | --- |\n| 10 % | 2.1 |\n';
    writeFileSync(
      join(models, 'readmission-30d', '1.0.0', 'card.md'),
      `${card}\n<script>alert(1)</script>\n`,
    );
    desk = await openDesk(browser, roster, { models });
    await importStays(desk);
    ana = await desk.person('Ana Ruiz');
  }, 120_000);

  afterAll(async () => {
    await desk?.close();
    rmSync(models, { recursive: true, force: true });
  });

  test('the list says what it is ranked by, where each one stands and why', async () => {
    await rankingOf(ana);
    await ana.getByText(/^Ranked by a blend of ranks: 3 patients/).click();
    await ana.getByText(/It orders the panel and is no probability/).waitFor();
    await ana.getByText('Highest tier: the first 5 %; second tier: up to 10 %.').waitFor();
    const line = lineOf(ana, 'Lind, Per');
    await line.getByText(/^1 admission in the last year \+0\.62, length of stay 8 days \+0\.56, /).waitFor();
    await line.getByText('Highest tier').waitFor();
  });

  test('the lines of a score add up to it, the largest first', async () => {
    await openLine(ana, 'Lind, Per');
    const score = scoreOf(ana);
    await score.getByText('no probability before recalibration').waitFor();
    const values = await score.locator('.contribution > strong').allTextContents();
    const total = numberOf(values.at(-1) ?? '');
    expect(total).toBe(numberOf((await score.locator('.figure').textContent()) ?? ''));
    expect(values.slice(0, -1).reduce((sum, value) => sum + numberOf(value), 0)).toBe(total);
    const largest = values.slice(0, 6).map(value => Math.abs(numberOf(value)));
    expect(largest).toEqual(largest.toSorted((a, b) => b - a));
    await score.getByText(/and \d smaller ones/).waitFor();
    await score.getByText('Not known: HbA1c').waitFor();
  });

  test('a line unfolds to what other values would add, by keyboard, with the own value marked', async () => {
    const score = scoreOf(ana);
    const stay = score.getByRole('button', { name: 'length of stay 8 days' });
    await stay.focus();
    await ana.keyboard.press('Enter');
    await score.getByRole('img', { name: /^length of stay: adds from 0\.00 to \+/ }).waitFor();
    await score.getByText(/^Here: 8 days, \+0\.56; /).waitFor();
    await score.getByText('As a table').click();
    expect(await score.locator('tr[aria-current]').allTextContents()).toEqual([
      expect.stringMatching(/^8 days\+0\.56/),
    ]);
    await stay.click();
    expect(await score.getByRole('img', { name: /^length of stay: adds/ }).count()).toBe(0);
  });

  test('what a score does not apply to is said; published scores stand beneath', async () => {
    await openLine(ana, 'Okafor, Ada');
    await scoreOf(ana)
      .getByText(/^not applicable: /)
      .waitFor();
    await ana.getByText('Published scores, for comparison').click();
    await ana.getByText('Charlson', { exact: false }).first().waitFor();
  });

  test('the card of a model is shown as text, with all its shapes', async () => {
    await ana.getByRole('main').getByRole('button', { name: 'About the models' }).click();
    const dialog = ana.getByRole('dialog', { name: 'About the models' });
    await dialog.getByRole('heading', { name: 'Readmission', exact: true }).waitFor();
    await dialog.getByRole('cell', { name: '2.1' }).waitFor();
    await dialog.getByText('<script>alert(1)</script>').waitFor();
    expect(await dialog.getByRole('img').count()).toBe(9);
    await ana.keyboard.press('Escape');
  });

  test('a lead changes the cuts; what is refused stands at its field, and nothing is lost', async () => {
    await ana.getByRole('button', { name: 'Settings…' }).click();
    const dialog = ana.getByRole('dialog', { name: /^Risk settings/ });
    await dialog.getByLabel('Highest tier (%)').fill('20');
    await dialog.getByRole('button', { name: 'Save settings' }).click();
    const wrong = dialog.getByRole('alert');
    await wrong.getByText(/must be two percents/).waitFor();
    expect(await dialog.getByLabel('Highest tier (%)').getAttribute('aria-invalid')).toBe('true');
    await dialog.getByLabel('Highest tier (%)').fill('2');
    await dialog.getByLabel('Or as many as the team can take').fill('two');
    await dialog.getByRole('button', { name: 'Save settings' }).click();
    await wrong.getByText('must be a whole number').waitFor();
    await dialog.getByLabel('Or as many as the team can take').fill('2');
    await dialog.getByText('Rank on deterioration too').click();
    await dialog.getByRole('button', { name: 'Save settings' }).click();
    await wrong.getByText(/not recalibrated on your own outcomes/).waitFor();
    await dialog.getByLabel(/^Why, where/).fill('agreed in the quality circle');
    await choose(selectOf(dialog, 'Rank the panel by'), 'Readmission tier, then admissions');
    await dialog.getByText(/^First the tier by readmission within 30 days/).waitFor();
    await dialog.getByRole('button', { name: 'Save settings' }).click();
    await ana.getByText(/^Ranked by readmission tier, then admissions/).waitFor();
    await ana.getByText(/^Highest tier: the first 2, as many as the team can take/).waitFor();
    const response = await desk.app.api.request(
      'http://localhost/api/v1/programs/heart-failure/risk-settings',
      { headers: { host: 'localhost', authorization: `Bearer ${desk.app.tokens.operator}` } },
    );
    const settings = (await response.json()) as RiskSettingsBody;
    expect(settings).toMatchObject({
      rankBy: 'lexicographic',
      percents: [2, 10],
      capacity: 2,
      deterioration: { by: 'Ana Ruiz' },
    });
  });

  test('the ranking of the program looked at last is shown, also after the page was opened anew', async () => {
    await ana.goto('about:blank');
    await ana.goto(desk.app.url ?? '');
    await view(ana, /Risk/);
    await lineOf(ana, 'Lind, Per').waitFor();
    await ana.getByRole('button', { name: 'Heart failure Program' }).waitFor();
  });

  test('only those who rose are shown on request', async () => {
    await ana.getByRole('button', { name: 'Rising' }).click();
    await ana.getByText(/^Nobody rose in this ranking/).waitFor();
    await ana.getByRole('button', { name: 'By rank' }).click();
    await lineOf(ana, 'Lind, Per').waitFor();
  });

  test('who rose is told by how much, and how her score came to be what it is', async () => {
    // after so many days nobody is signed in any longer
    await ana.context().close();
    await importStays(desk, [['P3', 'inpatient', 9, 7, 'no']]);
    desk.clock.set(desk.clock.now() + 8 * dayMs);
    await importStays(desk, [
      ['P3', 'inpatient', 6, 1, 'yes'],
      ['P3', 'inpatient', 9, 8, 'yes'],
    ]);
    await desk.app.risk.rescore();
    ana = await desk.person('Ana Ruiz');
    await rankingOf(ana);
    await ana.getByRole('button', { name: 'Rising' }).click();
    const line = lineOf(ana, 'Sol, Eva');
    await line.getByText(/^\+\d+ in 7 days/).waitFor();
    expect(await lineOf(ana, 'Lind, Per').count()).toBe(0);
    await openLine(ana, 'Sol, Eva');
    await ana.getByText(/^Rank 1 of 3, percentile [\d.]+, \+\d+ in 7 days/).waitFor();
    await scoreOf(ana)
      .getByRole('img', { name: /^−\d\.\d\d on \d+ \w+, [−+]\d\.\d\d now$/ })
      .waitFor();
  });

  test('no page raised an error', () => {
    expect(desk.problems).toEqual([]);
  });
});

describe.skipIf(noBrowser)('risk in a real browser, without models', () => {
  let desk: TestDesk;
  let ana: Page;

  test.beforeAll(async ({ browser }) => {
    desk = await openDesk(browser, roster);
    await importStays(desk);
    ana = await desk.person('Ana Ruiz');
  }, 120_000);

  afterAll(() => desk?.close());

  test('the panel is ranked by what there is, and the list, the panel and the dialog say what is missing', async () => {
    await rankingOf(ana);
    await ana.getByText(/^Readmission within 30 days is unavailable .*ranked without it/).waitFor();
    await openLine(ana, 'Lind, Per');
    await scoreOf(ana).getByText('score unavailable: this Vigil runs without models').waitFor();
    const deterioration = ana.getByRole('region', { name: 'Deterioration' });
    await deterioration.getByText('in shadow: shown, not ranked on').waitFor();
    await deterioration.getByText('score unavailable: this Vigil runs without models').waitFor();
    await ana.getByRole('main').getByRole('button', { name: 'About the models' }).click();
    await ana.getByRole('dialog').getByText('score unavailable: this Vigil runs without models').waitFor();
    expect(desk.problems).toEqual([]);
  });
});
