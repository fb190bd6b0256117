import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { minuteMs } from '../../src/domain/local-day.ts';
import { pages } from '../../src/web/shell/pages.ts';
import { expectAccessible } from './axe.ts';
import { noBrowser, test } from './browser.ts';
import { openDesk, openLine, type TestDesk } from './desk.ts';

const header = 'patient,family,given,birthDate,sex,timeZone,program,device,kind,perWeek,phone';
const roster = [
  header,
  'P1,Okafor,Ada,1948-03-27,female,America/New_York,heart-failure,cuff-1,blood-pressure,7,+1-212-555-0100',
  'P2,Lind,Per,1950-01-02,male,America/Chicago,heart-failure,cuff-2,blood-pressure,7,+1-312-555-0101',
  'P2,Lind,Per,1950-01-02,male,America/Chicago,heart-failure,scale-2,weight,7,+1-312-555-0101',
].join('\n');

const pressure = (systolic: number) => ({ systolic, diastolic: 60, unit: 'mm[Hg]' });

/** In the page: what moves has come to rest, and two frames have been drawn since. */
const atRest = `(async () => {
  const ending = document.getAnimations().filter(a => a.effect.getTiming().iterations !== Infinity);
  await Promise.allSettled(ending.map(animation => animation.finished));
  await new Promise(resolve => requestAnimationFrame(() => requestAnimationFrame(resolve)));
})()`;

/** Waits until nothing is being loaded any more, so that what is checked is what people see. */
const settled = async (page: Page): Promise<void> => {
  await page.getByText('Loading…').first().waitFor({ state: 'detached' });
  await page.evaluate(atRest);
};

const looks = [
  ['light', { width: 1440, height: 900 }],
  ['dark', { width: 1440, height: 900 }],
  ['light', { width: 820, height: 1180 }],
] as const;

/** Each look is at the same pages: of a lead, of nobody yet, and of a provider. */
let desk: TestDesk;
let page: Page;
let stranger: Page;
let sato: Page;

test.beforeAll(async ({ browser }) => {
  desk = await openDesk(browser, roster);
  await desk.send('cuff-1', 'blood-pressure', pressure(75));
  await desk.send('cuff-2', 'blood-pressure', pressure(400));
  await desk.send('nobodys', 'blood-pressure', pressure(120));
  await desk.app.evaluator.idle();
  desk.clock.set(desk.clock.now() + minuteMs);
  page = await desk.person('Ana Ruiz', ['lead', 'admin', 'auditor']);
  stranger = await desk.newPage();
  await stranger.goto(desk.app.url ?? '');
  sato = await desk.person('Dr Sato', ['provider']);
}, 120_000);

afterAll(() => desk?.close());

describe.skipIf(noBrowser).each(looks)('axe finds nothing, in %s, on %o', (colorScheme, size) => {
  beforeAll(async () => {
    for (const shown of [page, stranger, sato]) {
      await shown.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await shown.setViewportSize(size);
    }
  });

  const ofStaff = pages.filter(({ view }) => view !== 'awaits-me').map(({ view }) => view);

  test.each(ofStaff)('on the page %s', async view => {
    await page.goto(`${desk.app.url}/#view=${view}`);
    await settled(page);
    await expectAccessible(page, view);
  });

  test('on an open patient, in each of her tabs', async () => {
    await page.goto(`${desk.app.url}/#view=clinical`);
    await openLine(page, 'Okafor, Ada');
    const tabs = page.getByRole('complementary').getByRole('tab');
    const count = await tabs.count();
    expect(count).toBeGreaterThan(2);
    for (let nth = 0; nth < count; nth += 1) {
      await tabs.nth(nth).click();
      await settled(page);
      await expectAccessible(page, `tab ${await tabs.nth(nth).textContent()}`);
    }
  }, 60_000);

  test.each([
    ['help', '?'],
    ['search', '/'],
    ['note', 'n'],
    ['snooze', 's'],
    ['close', 'c'],
  ])('on the form or dialog %s', async (what, key) => {
    await page.goto(`${desk.app.url}/#view=clinical`);
    await openLine(page, 'Okafor, Ada');
    await page.keyboard.press(key);
    await settled(page);
    await expectAccessible(page, what);
    await page.keyboard.press('Escape');
  });

  test('for whoever signs in', async () => {
    await stranger.getByLabel('Username').waitFor();
    await settled(stranger);
    await expectAccessible(stranger, 'sign-in');
  });

  test('for a provider', async () => {
    await settled(sato);
    await expectAccessible(sato, 'awaits-me');
  });
});
