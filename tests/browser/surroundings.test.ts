import type { Page } from 'playwright-core';
import { afterAll, describe, expect } from 'vitest';
import { addAccount } from '../../src/accounts/accounts.ts';
import { minuteMs } from '../../src/domain/local-day.ts';
import { noBrowser, test } from './browser.ts';
import { lineOf, openDesk, openLine, type TestDesk } from './desk.ts';
import { startIdentityProvider } from './identity-provider.ts';

const roster = [
  'patient,family,given,birthDate,sex,timeZone,program,device,kind,perWeek',
  'P1,Okafor,Ada,1948-03-27,female,America/New_York,hypertension,cuff-1,blood-pressure,7',
  'P2,Lind,Per,1950-01-02,male,America/New_York,hypertension,cuff-2,blood-pressure,7',
  'P3,Sol,Eva,1961-05-09,female,America/New_York,hypertension,cuff-3,blood-pressure,7',
].join('\n');

/** Counts what the page asks of the browser; what the machine would show or play is its own affair. */
const counters = `
  window.told = [];
  window.Notification = class {
    static permission = 'granted';
    static requestPermission = async () => 'granted';
    constructor(title, { body }) { window.told.push(title + ': ' + body); }
    close() {}
  };
  const begin = OscillatorNode.prototype.start;
  OscillatorNode.prototype.start = function (at) { window.told.push('tone'); begin.call(this, at); };
`;

describe.skipIf(noBrowser)('what surrounds the page', () => {
  let desk: TestDesk;
  let provider: Awaited<ReturnType<typeof startIdentityProvider>>;
  let ana: Page;

  /** Two readings some minutes apart, so that they confirm each other. */
  const severe = async (nth: number) => {
    for (const systolic of [214, 212]) {
      desk.clock.set(desk.clock.now() + 3 * minuteMs);
      await desk.send(`cuff-${nth}`, 'blood-pressure', { systolic, diastolic: 126, unit: 'mm[Hg]' });
      await desk.app.evaluator.idle();
    }
  };
  const told = () => ana.evaluate<string[]>('window.told');

  test.beforeAll(async ({ browser }) => {
    provider = await startIdentityProvider();
    desk = await openDesk(browser, roster, { oidc: provider.oidc });
    provider.serve(desk.app.url ?? '');
    await severe(1);
    ana = await desk.newPage();
    await ana.addInitScript(counters);
  }, 120_000);

  afterAll(async () => {
    await desk?.close();
    provider?.close();
  });

  test('whoever signs in at the organisation’s provider is back at the place that she opened', async () => {
    await addAccount(
      { store: desk.app.store, actor: { type: 'system' }, at: desk.clock.now() },
      { username: 'ana', name: 'Ana Ruiz', roles: ['case-manager'], mustChangePassword: false },
    );
    await ana.goto(`${desk.app.url}/#view=technical`);
    await ana.getByRole('button', { name: 'Sign in with Ward ID' }).click();
    await ana.getByPlaceholder('Enter any login').fill('ana');
    await ana.getByPlaceholder('and password').fill('any');
    await ana.getByRole('button', { name: 'Sign-in' }).click();
    await ana.getByRole('button', { name: 'Continue' }).click();
    await ana.getByRole('button', { name: 'Your account: Ana Ruiz' }).waitFor();
    await ana
      .getByRole('button', { name: /^Technical/, exact: false })
      .and(ana.locator('[aria-current]'))
      .waitFor();
  });

  test('nobody is notified who has not asked for it, and whoever has is told of a critical line and not of whom', async () => {
    await ana.goto(`${desk.app.url}/#view=clinical`);
    await lineOf(ana, 'Okafor, Ada').waitFor();
    await severe(2);
    await lineOf(ana, 'Lind, Per').getByText('Critical').waitFor();
    expect(await told()).toEqual([]);
    await ana.getByRole('button', { name: /^Your account/ }).click();
    const asked = ana.waitForResponse(/severity=critical&state=open/);
    await ana.getByText('Browser tells of critical lines').click();
    await ana.getByText('Sound for critical lines').click();
    await asked;
    await ana.keyboard.press('Escape');
    await severe(3);
    await lineOf(ana, 'Sol, Eva').getByText('Critical').waitFor();
    await expect.poll(told, { timeout: 10_000 }).toEqual(['Vigil: 1 critical line', 'tone', 'tone', 'tone']);
  });

  test('without a network it is said that nothing can be saved, and what was shown at once is taken back', async () => {
    await openLine(ana, 'Lind, Per');
    await ana.getByText('Nobody has acknowledged this yet').waitFor();
    await ana.context().setOffline(true);
    await ana.getByText(/^Offline: list may be stale since/).waitFor();
    await ana.getByText('Offline: what you see may be stale, and nothing can be saved.').waitFor();
    await ana.keyboard.press('a');
    await ana.getByText('Vigil does not answer. Check the network.').first().waitFor();
    await lineOf(ana, 'Lind, Per').getByText('Nobody yet').waitFor();
    await openLine(ana, 'Sol, Eva');
    await ana.getByText('The alerts could not be loaded.').waitFor();
    expect(await ana.getByText('No alert so far.').count()).toBe(0);
    await ana.context().setOffline(false);
    await ana.getByText('Live', { exact: true }).waitFor();
    await openLine(ana, 'Lind, Per');
    await ana.keyboard.press('a');
    await lineOf(ana, 'Lind, Per').getByText('Ana Ruiz').waitFor();
    await ana.getByRole('button', { name: /^Undo/ }).waitFor();
  });

  test('no page raised an error', () => {
    // the provider's own pages ask for a font from afar
    const expected = /ERR_INTERNET_DISCONNECTED|ERR_NAME_NOT_RESOLVED/;
    expect(desk.problems.filter(problem => !expected.test(problem))).toEqual([]);
  });
});
