import type { Browser } from 'playwright-core';
import { measureArrival } from './bench-web-arrival.ts';
import { newPage, openBrowser, openWorklist } from './bench-web-browser.ts';
import { type Spread, spreadOf } from './bench-web-figures.ts';
import { measureLongList } from './bench-web-long.ts';
import { measureScripts } from './bench-web-scripts.ts';
import { type Site, startSite } from './bench-web-site.ts';
import { measureTriage } from './bench-web-triage.ts';
import type { CommandContext } from './command.ts';
import { buildWeb } from './web-build.ts';

const ownPanel = 120;

export type WebBenchSize = {
  readonly items: number;
  readonly arrivals: number;
  readonly triaged: number;
  readonly chromium: string | undefined;
};

type Needs = Pick<CommandContext, 'clock' | 'tell' | 'signal'>;

const withSite = async <T>(
  lines: number,
  fresh: number,
  needs: Needs,
  measure: (site: Site) => Promise<T>,
): Promise<T> => {
  const site = await startSite(lines, fresh, needs);
  try {
    return await measure(site);
  } finally {
    await site.close();
  }
};

/** The reference: how this browser draws frames of a page on which nothing moves. */
const emptyFrames = async (browser: Browser): Promise<Spread | null> => {
  const page = await newPage(browser, 'http://127.0.0.1', 'nobody');
  await page.goto('data:text/html,<p>empty');
  const frames = await page.evaluate<number[]>('vigilBench.emptyFrames(200)');
  await page.context().close();
  return spreadOf(frames);
};

/** The page of a nurse with a usual panel. */
const usualPanel = (browser: Browser, { arrivals, triaged }: WebBenchSize, needs: Needs) =>
  withSite(Math.max(ownPanel, triaged), arrivals, needs, async site => {
    const { url, cookie } = site;
    needs.tell('fetching scripts…');
    const js = await measureScripts(browser, url, cookie);
    const page = await openWorklist(browser, url, cookie);
    const arrival = await measureArrival(site, page, arrivals, needs);
    needs.tell('working off items by keyboard…');
    const triage = await measureTriage(page, triaged, 'Ben Bench');
    await page.context().close();
    return { ...arrival, triage, js };
  });

/** Measures the page in a real browser, on Vigil in this process with its own broker. */
export const benchWeb = async (size: WebBenchSize, needs: Needs) => {
  const browser = await openBrowser(size.chromium, process.env.PATH ?? '');
  try {
    await buildWeb(needs.tell);
    const emptyFramesMs = await emptyFrames(browser);
    const { js, ...usual } = await usualPanel(browser, size, needs);
    const longList = await withSite(size.items, 0, needs, site =>
      measureLongList(browser, site, size.items, needs.tell),
    );
    return { browser: browser.version(), emptyFramesMs, ...usual, longList, jsGzipBytes: js };
  } finally {
    await browser.close();
  }
};
