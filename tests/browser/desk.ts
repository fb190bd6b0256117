import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { addAccount } from '../../src/accounts/accounts.ts';
import { signIn } from '../../src/accounts/sign-in.ts';
import { startApp } from '../../src/app.ts';
import { webFolder } from '../../src/cli/web-build.ts';
import { heldClock, systemClock } from '../../src/clock.ts';
import { localSignIn, type OidcOptions } from '../../src/config-sign-in.ts';
import { hourMs } from '../../src/domain/local-day.ts';
import type { Role } from '../../src/domain/role.ts';
import { silentLog } from '../../src/log.ts';
import { importRoster } from '../../src/roster/import-roster.ts';
import { migrated } from '../support/migrated.ts';

/** Refusals that a person is told of in words; the browser logs each as an error too. */
const expectedRefusal = /status of (400|401|403|404|409|422|429)|ERR_FAILED/;

/** A whole Vigil with its page, its clock held at the present until it is moved; and people who use it in a browser. */
export const openDesk = async (
  browser: Browser,
  roster: string,
  {
    models = null,
    // tests move the clock by hours and do not type meanwhile
    idleMs = 12 * hourMs,
    oidc = null,
  }: { readonly models?: string | null; readonly idleMs?: number; readonly oidc?: OidcOptions | null } = {},
) => {
  const folder = mkdtempSync(join(tmpdir(), 'vigil-browser-'));
  const clock = heldClock(systemClock.now());
  const app = await startApp({
    dataFolder: await migrated(join(folder, 'data')),
    host: '127.0.0.1',
    port: 0,
    mqttPort: 0,
    maxPayloadBytes: 65_536,
    clock,
    log: silentLog,
    webFolder,
    models,
    durable: false,
    signIn: { ...localSignIn, idleMs, oidc },
  });
  const { store, directory } = app;
  const enrol = (csv: string) =>
    importRoster({ store, directory, actor: { type: 'system' }, at: clock.now() }, csv);
  await enrol(roster);
  const contexts: BrowserContext[] = [];
  const problems: string[] = [];

  const password = 'four words of a test';
  const known = new Set<string>();
  /** The cookie of a session; the account is made when it is first asked for. */
  const cookieOf = async (name: string, roles: readonly Role[]): Promise<string> => {
    const username = name.toLowerCase().replaceAll(' ', '.');
    const at = clock.now();
    if (!known.has(username)) {
      known.add(username);
      await addAccount(
        { store, actor: { type: 'system' }, at },
        { username, name, roles: [...roles], password, mustChangePassword: false },
      );
    }
    return signIn({ store, strangers: new Map(), at }, username, password);
  };

  /** A browser of its own, on no page yet. */
  const newPage = async (): Promise<Page> => {
    const context = await browser.newContext({
      viewport: { width: 1440, height: 900 },
      timezoneId: 'America/New_York',
    });
    contexts.push(context);
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    page.on('pageerror', error => problems.push(error.message));
    page.on('console', message => {
      if (message.type() === 'error' && !expectedRefusal.test(message.text())) problems.push(message.text());
    });
    return page;
  };

  /** A person's own browser, signed in. */
  const person = async (name: string, roles: readonly Role[] = ['lead']): Promise<Page> => {
    const page = await newPage();
    const value = await cookieOf(name, roles);
    await page.context().addCookies([{ name: 'vigil_session', value, url: app.url ?? '' }]);
    await page.goto(app.url ?? '');
    await page.getByRole('button', { name: `Your account: ${name}` }).waitFor();
    await page.getByText('Live', { exact: true }).waitFor();
    return page;
  };

  return {
    app,
    clock,
    problems,
    person,
    newPage,
    /** what everybody's password is here */
    password,
    enrol,
    /** Hands a message to the door as it is received now. */
    send: async (device: string, channel: string, payload: object) => {
      await app.ingest({
        source: 'http',
        topic: `vigil/v1/${device}/${channel}`,
        payload: Buffer.from(JSON.stringify(payload)),
        receivedAt: clock.now(),
        mode: 'live',
      });
    },
    /** Changes a patient's details as somebody elsewhere does. */
    change: async (siteId: string, change: object): Promise<Response> =>
      app.api.request(`http://localhost/api/v1/patients/${siteId}`, {
        method: 'PATCH',
        headers: {
          host: 'localhost',
          'content-type': 'application/json',
          authorization: `Bearer ${app.tokens.operator}`,
        },
        body: JSON.stringify(change),
      }),
    close: async () => {
      for (const context of contexts) await context.close();
      await app.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};

export type TestDesk = Awaited<ReturnType<typeof openDesk>>;

/** The line of a patient in the list; her name stands in the panel as a heading, not as a button. */
export const lineOf = (page: Page, name: string): Locator =>
  page.getByRole('listitem').filter({ has: page.getByRole('button', { name, exact: true }) });

export const openLine = async (page: Page, name: string): Promise<void> => {
  await page.getByRole('button', { name, exact: true }).click();
  await page.getByRole('heading', { name, exact: true, level: 2 }).waitFor();
};

/** The button of a field with choices: it is named by what is chosen, and then by its label. */
export const selectOf = (scope: Page | Locator, label: string): Locator =>
  scope.getByRole('button', { name: new RegExp(`${label.replace(/[?()]/g, '\\$&')}$`) });

/** Chooses from the list that opens below a field. */
export const choose = async (field: Locator, option: string): Promise<void> => {
  await field.click();
  await field.page().getByRole('option', { name: option, exact: true }).click();
};

export const view = (page: Page, name: RegExp): Promise<void> =>
  page.getByRole('navigation', { name: 'Views' }).getByRole('button', { name }).click();

/** Shows a tab of the open patient. */
export const showTab = (
  page: Page,
  name: 'Now' | 'Charts' | 'Timeline' | 'Care' | 'Details',
): Promise<void> => page.getByRole('tab', { name, exact: true }).click();

/** Waits until a field holds a value: `inputValue` alone reads what stands there at that moment. */
export const valueIs = (field: Locator, value: string): Promise<void> =>
  expect.poll(() => field.inputValue(), { timeout: 10_000 }).toBe(value);

/** Keeps requests whose path matches waiting until they are released; later ones pass at once. */
export const holdRequests = async (page: Page, path: RegExp) => {
  const matches = (url: URL) => path.test(url.pathname);
  const gate = Promise.withResolvers<void>();
  const counted = new Map<number, () => void>();
  let asked = 0;
  await page.route(matches, async route => {
    asked += 1;
    counted.get(asked)?.();
    await gate.promise;
    // one that the page gave up meanwhile cannot go on
    await route.continue().catch(() => undefined);
  });
  return {
    /** Resolves when so many have been sent. */
    asked: async (count: number): Promise<void> => {
      if (asked >= count) return;
      const { promise, resolve } = Promise.withResolvers<void>();
      counted.set(count, resolve);
      await promise;
    },
    release: async (): Promise<void> => {
      gate.resolve();
      await page.unroute(matches);
    },
  };
};
