import type { Page } from 'playwright-core';
import { afterAll, describe, expect } from 'vitest';
import { addAccount } from '../../src/accounts/accounts.ts';
import { minuteMs } from '../../src/domain/local-day.ts';
import { noBrowser, test } from './browser.ts';
import { holdRequests, lineOf, openDesk, openLine, type TestDesk, valueIs } from './desk.ts';

const roster = [
  'patient,family,given,birthDate,sex,timeZone,program,device,kind,perWeek,phone',
  'P1,Okafor,Ada,1948-03-27,female,America/New_York,heart-failure,cuff-1,blood-pressure,7,+1-212-555-0100',
].join('\n');

const idleMs = 15 * minuteMs;

const signInAs = async (page: Page, username: string, password: string): Promise<void> => {
  await page.getByLabel('Username').fill(username);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.keyboard.press('Enter');
};

const noteOf = (page: Page) => page.getByRole('form', { name: 'Add a note' }).getByRole('textbox');

describe.skipIf(noBrowser)('signing in and out', () => {
  let desk: TestDesk;
  let ana: Page;

  test.beforeAll(async ({ browser }) => {
    desk = await openDesk(browser, roster, { idleMs });
    await desk.send('cuff-1', 'blood-pressure', { systolic: 78, diastolic: 45, unit: 'mm[Hg]' });
    // makes her account
    await (await desk.person('Ana Ruiz')).close();
    ana = await desk.newPage();
    await ana.clock.install();
  }, 120_000);

  afterAll(() => desk?.close());

  const addPerson = (
    username: string,
    name: string,
    roles: ('provider' | 'auditor')[],
    mustChangePassword: boolean,
  ) =>
    addAccount(
      { store: desk.app.store, actor: { type: 'system' }, at: desk.clock.now() },
      { username, name, roles, password: desk.password, mustChangePassword },
    );

  test('whoever is not signed in sees nothing of a patient, and is told that this is not for emergencies', async () => {
    await ana.goto(desk.app.url ?? '');
    await ana.getByLabel('Username').and(ana.locator(':focus')).waitFor();
    await ana.getByText(/Not for emergencies/).waitFor();
    expect(await ana.getByText('Okafor').count()).toBe(0);
  });

  test('a wrong password is told, the right one opens the worklist', async () => {
    await signInAs(ana, 'ana.ruiz', 'not this one at all');
    await ana.getByRole('alert').getByText('username and password do not belong together').waitFor();
    await signInAs(ana, 'ana.ruiz', desk.password);
    await lineOf(ana, 'Okafor, Ada').waitFor();
  });

  test('a refusal empties the password that was refused, not what was typed since', async () => {
    const page = await desk.newPage();
    await page.goto(desk.app.url ?? '');
    const password = page.getByLabel('Password', { exact: true });
    await signInAs(page, 'ana.ruiz', 'not this one at all');
    await valueIs(password, '');
    const held = await holdRequests(page, /\/session$/);
    await signInAs(page, 'ana.ruiz', 'nor this one');
    await held.asked(1);
    await password.fill(desk.password);
    const answered = page.waitForResponse(/\/session$/);
    await held.release();
    await answered;
    await page.getByRole('button', { name: 'Sign in', exact: true, disabled: false }).click();
    await lineOf(page, 'Okafor, Ada').waitFor();
    await page.close();
  });

  test('a minute before the end she is asked, and stays by saying so', async () => {
    await openLine(ana, 'Okafor, Ada');
    await ana.keyboard.press('n');
    await noteOf(ana).fill('half a note');
    const told = ana.waitForResponse(/\/session\/active$/);
    await ana.clock.fastForward(minuteMs + 1_000);
    await told;
    await ana.clock.fastForward(idleMs - minuteMs / 2);
    const asked = ana.getByRole('alertdialog', { name: 'Are you still there?' });
    await asked.getByRole('button', { name: 'Stay signed in' }).click();
    await asked.waitFor({ state: 'detached' });
    expect(await noteOf(ana).inputValue()).toBe('half a note');
  });

  test('without an answer everything is hidden, and what she wrote is there again when she is back', async () => {
    desk.clock.set(desk.clock.now() + idleMs + minuteMs);
    await ana.clock.fastForward(idleMs + minuteMs);
    await ana.getByText(/signed out because nothing was done/).waitFor();
    expect(await ana.getByText('Okafor').count()).toBe(0);
    expect(await ana.title()).toBe('Vigil');
    expect(await ana.getByLabel('Username').inputValue()).toBe('ana.ruiz');
    await signInAs(ana, 'ana.ruiz', desk.password);
    await ana.getByRole('heading', { name: 'Okafor, Ada', level: 2 }).waitFor();
    await ana.keyboard.press('n');
    await noteOf(ana).waitFor();
    expect(await noteOf(ana).inputValue()).toBe('half a note');
  });

  test('signing out in one tab signs out in the other, and forgets what was written', async () => {
    const other = await ana.context().newPage();
    await other.goto(desk.app.url ?? '');
    await lineOf(other, 'Okafor, Ada').waitFor();
    await other.getByRole('button', { name: /^Your account/ }).click();
    await other.getByRole('button', { name: 'Sign out' }).click();
    for (const page of [other, ana]) await page.getByText('You are signed out.').waitFor();
    await other.close();
    expect(await ana.evaluate('sessionStorage.length')).toBe(0);
    await signInAs(ana, 'ana.ruiz', desk.password);
    await ana.getByRole('heading', { name: 'Okafor, Ada', level: 2 }).waitFor();
    await ana.keyboard.press('n');
    await noteOf(ana).waitFor();
    expect(await noteOf(ana).inputValue()).toBe('');
    await ana.keyboard.press('Escape');
  });

  test('colours are kept with the account, and hold on the sign-in page too', async () => {
    await ana.getByRole('button', { name: /^Your account/ }).click();
    await ana.getByText('Dark', { exact: true }).click();
    await ana.locator(':root[data-theme="dark"]').waitFor();
    await ana.getByRole('button', { name: 'Sign out' }).click();
    await ana.getByText('You are signed out.').waitFor();
    await ana.reload();
    await ana.getByLabel('Username').waitFor();
    await ana.locator(':root[data-theme="dark"]').waitFor();
  });

  test('a password that was given must be changed before anything is shown', async () => {
    await addPerson('pia', 'Pia Sol', ['provider'], true);
    const pia = await desk.newPage();
    await pia.goto(desk.app.url ?? '');
    await signInAs(pia, 'pia', desk.password);
    const asked = pia.getByRole('alertdialog', { name: 'Change your password' });
    await asked.getByLabel('Current password').fill(desk.password);
    await asked.getByLabel('New password', { exact: true }).fill('a password of her own');
    await asked.getByLabel('New password once more').fill('a password of her owm');
    await asked.getByText('The two new passwords differ.').waitFor();
    await pia.keyboard.press('Escape');
    await asked.getByLabel('New password once more').fill('a password of her own');
    await asked.getByRole('button', { name: 'Change password' }).click();
    await pia.getByRole('button', { name: 'Your account: Pia Sol' }).waitFor();
    const views = pia.getByRole('navigation', { name: 'Views' });
    expect(await views.getByRole('button', { name: /Clinical|Rejected|Suspect|Lead/ }).count()).toBe(0);
    await pia.close();
  });

  test('an account without a page here is told so', async () => {
    await addPerson('ida', 'Ida Lund', ['auditor'], false);
    const ida = await desk.newPage();
    await ida.goto(desk.app.url ?? '');
    await signInAs(ida, 'ida', desk.password);
    await ida.getByRole('button', { name: 'Your account: Ida Lund' }).waitFor();
    expect(
      await ida
        .getByRole('navigation', { name: 'Views' })
        .getByRole('button', { name: /Clinical/ })
        .count(),
    ).toBe(0);
    await ida.close();
  });

  test('too many wrong passwords: she is told that it is paused, and when it goes on', async () => {
    const page = await desk.newPage();
    await page.goto(desk.app.url ?? '');
    for (let tries = 0; tries < 12; tries += 1) {
      const answered = page.waitForResponse(/\/session$/);
      await signInAs(page, 'ana.ruiz', 'not this one at all');
      if ((await answered).status() === 429) break;
      // the answer is there before the page has emptied the field: what is typed between is lost
      await valueIs(page.getByLabel('Password', { exact: true }), '');
    }
    await page.getByRole('alert').getByText('signing in is paused for this username').waitFor();
    await page
      .getByRole('alert')
      .getByText(/try again after \d\d:\d\d/i)
      .waitFor();
    await page.close();
  });

  test('no page raised an error', () => {
    expect(desk.problems).toEqual([]);
  });
});
