import type { Browser, Page } from 'playwright-core';
import { newPage } from './bench-web-browser.ts';
import { gzipBytes } from './bench-web-figures.ts';

const tabs = ['Charts', 'Timeline', 'Care', 'Details'];

export type ScriptBytes = {
  readonly worklist: number;
  readonly patientOpen: number;
  readonly chartsTab: number;
  readonly allTabs: number;
};

/** What a page has fetched so far, when it is at rest. */
const fetched = async (page: Page, scripts: ReadonlyMap<string, Promise<Uint8Array>>): Promise<number> => {
  await page.waitForLoadState('networkidle');
  return gzipBytes(await Promise.all(scripts.values()));
};

/** The gzip bytes of all scripts fetched, cold, until each of these is on the screen. */
export const measureScripts = async (browser: Browser, url: string, cookie: string): Promise<ScriptBytes> => {
  const page = await newPage(browser, url, cookie);
  const scripts = new Map<string, Promise<Uint8Array>>();
  page.on('response', response => {
    if (/\.js$/.test(new URL(response.url()).pathname)) scripts.set(response.url(), response.body());
  });
  await page.goto(url);
  const name = page.locator('li[data-line] button.name').first();
  await name.waitFor();
  // the event stream stays open, and does not count as work on the network
  const worklist = await fetched(page, scripts);
  await name.click();
  await page.getByRole('tab', { name: 'Charts', exact: true }).waitFor();
  const patientOpen = await fetched(page, scripts);
  const after: number[] = [];
  for (const tab of tabs) {
    await page.getByRole('tab', { name: tab, exact: true }).click();
    await page.getByRole('tabpanel').waitFor();
    after.push(await fetched(page, scripts));
  }
  await page.context().close();
  return { worklist, patientOpen, chartsTab: after[0] ?? 0, allTabs: after.at(-1) ?? 0 };
};
