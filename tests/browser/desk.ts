import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium as driver, type Locator, type Page } from 'playwright-core';
import { build } from 'vite';
import { startApp } from '../../src/app.ts';
import { heldClock, systemClock } from '../../src/clock.ts';
import { silentLog } from '../../src/log.ts';
import { importRoster } from '../../src/roster/import-roster.ts';

const configFile = fileURLToPath(new URL('../../src/web/vite.config.ts', import.meta.url));

const chromiumFlags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Refusals that a person is told of in words; the browser logs each as an error too. */
const expectedRefusal = /status of (400|404|409|422)|ERR_FAILED/;

/** A whole Vigil with its page, freshly built, its clock held at the present until it is moved; and a browser to use it. */
export const openDesk = async (
  executablePath: string,
  roster: string,
  { models = null }: { readonly models?: string | null } = {},
) => {
  const folder = mkdtempSync(join(tmpdir(), 'vigil-browser-'));
  const webFolder = join(folder, 'page');
  await build({ configFile, logLevel: 'error', build: { outDir: webFolder } });
  const clock = heldClock(systemClock.now());
  const app = await startApp({
    dataFolder: join(folder, 'data'),
    host: '127.0.0.1',
    port: 0,
    mqttPort: 0,
    maxPayloadBytes: 65_536,
    clock,
    log: silentLog,
    webFolder,
    models,
    durable: false,
  });
  const { store, directory } = app;
  const enrol = (csv: string) =>
    importRoster({ store, directory, actor: { type: 'system' }, at: clock.now() }, csv);
  await enrol(roster);
  const browser = await driver.launch({ executablePath, args: chromiumFlags });
  const problems: string[] = [];

  /** A person's own browser, with the name given as she is asked for it. */
  const person = async (name: string): Promise<Page> => {
    const context = await browser.newContext({
      viewport: { width: 1440, height: 900 },
      timezoneId: 'America/New_York',
    });
    const page = await context.newPage();
    page.setDefaultTimeout(10_000);
    page.on('pageerror', error => problems.push(error.message));
    page.on('console', message => {
      if (message.type() === 'error' && !expectedRefusal.test(message.text())) problems.push(message.text());
    });
    await page.goto(app.url ?? '');
    await page.getByLabel('Your name').fill(name);
    await page.keyboard.press('Enter');
    await page.getByText(`Acting as ${name}`).waitFor();
    await page.getByText('Live', { exact: true }).waitFor();
    return page;
  };

  return {
    app,
    clock,
    problems,
    person,
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
    close: async () => {
      await browser.close();
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
  await page.getByRole('heading', { name, exact: true }).waitFor();
};

export const view = (page: Page, name: RegExp): Promise<void> =>
  page.getByRole('navigation', { name: 'Views' }).getByRole('button', { name }).click();
