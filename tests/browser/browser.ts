import { chromium as driver } from 'playwright-core';
import { test as plain } from 'vitest';
import { chromiumFlags } from '../../src/cli/chromium-flags.ts';
import { chromium } from '../support/services.ts';

const { path: executablePath, missing: noBrowser } = chromium();

export { noBrowser };

/** A test in a real browser: a worker starts one for all its files, which share nothing in it, for each page is of a context of its own. */
export const test = plain.extend(
  'browser',
  { scope: 'worker' },
  // biome-ignore lint/correctness/noEmptyPattern: what a fixture needs is read from its pattern
  async ({}, { onCleanup }) => {
    const browser = await driver.launch({ executablePath, args: chromiumFlags });
    onCleanup(() => browser.close());
    return browser;
  },
);
