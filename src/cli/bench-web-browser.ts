import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { chromiumFlags } from './chromium-flags.ts';
import { UsageError } from './command.ts';

const usualNames = ['chromium', 'chromium-browser', 'google-chrome'];

const inPage = readFileSync(new URL('./bench-web-page.js', import.meta.url), 'utf8');

/** @throws UsageError saying how to name one */
const chromiumPath = (given: string | undefined, searched: string): string => {
  const paths =
    given === undefined
      ? usualNames.flatMap(name => searched.split(delimiter).map(folder => join(folder, name)))
      : [given];
  const found = paths.find(existsSync);
  if (found !== undefined) return found;
  throw new UsageError(
    given === undefined
      ? 'no Chromium is on the PATH: install chromium, or name one with --chromium PATH'
      : `--chromium: there is no file ${given}`,
  );
};

const driver = async () => {
  try {
    return (await import('playwright-core')).chromium;
  } catch {
    throw new UsageError('bench web drives a browser with playwright-core: npm install --include=dev');
  }
};

/** Starts a real Chromium. @throws UsageError naming the remedy where it or its driver is missing */
export const openBrowser = async (given: string | undefined, searched: string): Promise<Browser> => {
  const executablePath = chromiumPath(given, searched);
  return (await driver()).launch({ executablePath, args: chromiumFlags });
};

/** A page of a browser that nothing is kept in, signed in, and watched by what bench-web-page.js notes. */
export const newPage = async (browser: Browser, url: string, cookie: string): Promise<Page> => {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  await context.addCookies([{ name: 'vigil_session', value: cookie, url }]);
  await context.addInitScript(inPage);
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  return page;
};

export const openWorklist = async (browser: Browser, url: string, cookie: string): Promise<Page> => {
  const page = await newPage(browser, url, cookie);
  await page.goto(url);
  await page.locator('li[data-line]').first().waitFor();
  await page.getByText('Live', { exact: true }).waitFor();
  return page;
};
