import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium as driver, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type App, startApp } from '../../src/app.ts';
import { connectPublisher, type Publisher } from '../../src/cli/publisher.ts';
import { buildWeb, webFolder } from '../../src/cli/web-build.ts';
import { systemClock } from '../../src/clock.ts';
import { silentLog } from '../../src/log.ts';
import { importRoster } from '../../src/roster/import-roster.ts';
import { chromium } from '../support/services.ts';

const { path: executablePath, missing } = chromium();

const roster = [
  'patient,family,given,birthDate,sex,timeZone,program,device,kind,perWeek,phone',
  'P1,Okafor,Ada,1948-03-27,female,America/New_York,heart-failure,cuff-1,blood-pressure,7,+1-212-555-0100',
  'P2,Lind,Per,1950-01-02,male,America/Chicago,diabetes,meter-2,glucose,21,+1-312-555-0101',
  'P3,Novak,Eva,1951-01-02,female,America/Chicago,heart-failure,scale-3,weight,7,+1-312-555-0102',
].join('\n');

describe.skipIf(missing)('the worklist in a real browser', () => {
  const folder = mkdtempSync(join(tmpdir(), 'vigil-browser-'));
  let app: App;
  let publisher: Publisher;
  let browser: Browser;
  const problems: string[] = [];

  beforeAll(async () => {
    await buildWeb(() => {});
    app = await startApp({
      dataFolder: folder,
      host: '127.0.0.1',
      port: 0,
      mqttPort: 0,
      maxPayloadBytes: 65_536,
      clock: systemClock,
      log: silentLog,
      webFolder,
      durable: false,
    });
    const { store, directory } = app;
    await importRoster({ store, directory, actor: { type: 'system' }, at: systemClock.now() }, roster);
    publisher = await connectPublisher(app.mqttUrl ?? '');
    browser = await driver.launch({
      executablePath,
      args: [
        '--headless',
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    });
  }, 120_000);

  afterAll(async () => {
    await browser?.close();
    await publisher?.close();
    await app?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** A person's own browser, with the name given as she is asked for it. */
  const open = async (name: string): Promise<Page> => {
    const page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
    page.on('pageerror', error => problems.push(error.message));
    page.on('console', message => {
      if (message.type() === 'error' && !message.text().includes('409')) problems.push(message.text());
    });
    await page.goto(app.url ?? '');
    await page.getByLabel('Your name').fill(name);
    await page.keyboard.press('Enter');
    await page.getByText(`Acting as ${name}`).waitFor();
    return page;
  };

  const send = (device: string, channel: string, payload: object) =>
    publisher.publish(`vigil/v1/${device}/${channel}`, JSON.stringify(payload));

  test('a reading published over MQTT becomes a line without a reload, with its reason', async () => {
    const page = await open('Ana Ruiz');
    await send('meter-2', 'glucose', { value: 2.6, unit: 'mmol/L' });
    const line = page.getByRole('button', { name: 'Lind, Per' });
    await line.waitFor();
    await page.getByText('glucose 2.6 mmol/L').first().waitFor();
    await line.click();
    await page.getByRole('link', { name: '+1-312-555-0101' }).waitFor();
    await page.locator('canvas').first().waitFor();
    await page.close();
  });

  test('of two people who acknowledge one item the second learns who was first and when', async () => {
    await send('cuff-1', 'blood-pressure', { systolic: 78, diastolic: 45, unit: 'mm[Hg]' });
    const [ana, ben] = [await open('Ana Ruiz'), await open('Ben Okoye')];
    for (const page of [ana, ben]) {
      await page.getByRole('button', { name: 'Okafor, Ada' }).click();
      await page.getByRole('button', { name: 'Acknowledge' }).waitFor();
    }
    // Ben's page must not hear of it before he acts
    await ben.route('**/api/v1/worklist**', route =>
      route.request().method() === 'GET' ? route.abort() : route.continue(),
    );
    await ana.getByRole('button', { name: 'Acknowledge' }).click();
    await ana
      .getByText(/Ana Ruiz/)
      .nth(1)
      .waitFor();
    await ben.getByRole('button', { name: 'Acknowledge' }).click();
    await ben.getByText(/Ana Ruiz acknowledged this/).waitFor();
    await ana.close();
    await ben.close();
  });

  test('an item is closed by keyboard alone, with what was found and done, and leaves the list', async () => {
    const page = await open('Ana Ruiz');
    const scale = (value: number, daysAgo: number) =>
      send('scale-3', 'weight', { measuredAt: systemClock.now() - daysAgo * 86_400_000, value, unit: 'kg' });
    await scale(80, 1);
    await scale(83, 0);
    const line = page.getByRole('button', { name: 'Novak, Eva' });
    await line.waitFor();
    await line.click();
    await page.keyboard.press('c');
    const form = page.getByRole('form');
    await form.waitFor();
    for (const select of await form.getByRole('combobox').all()) {
      const value = await select.locator('option:not([value=""])').first().getAttribute('value');
      await select.selectOption(value);
    }
    await form.getByRole('button', { name: 'Close line' }).press('Enter');
    await line.waitFor({ state: 'detached' });
    await page.close();
  });

  test('no page raised an error', () => {
    expect(problems.filter(p => !p.includes('ERR_FAILED'))).toEqual([]);
  });
});
