import type { Browser, Page } from 'playwright-core';
import { newPage, openWorklist } from './bench-web-browser.ts';
import { type Spread, spreadOf } from './bench-web-figures.ts';
import type { Site } from './bench-web-site.ts';

const coldStarts = 5;
const keyPresses = 60;
const framesOfOne = 150;
/** where on the list, as a share of its length, stretches of scrolling begin */
const stretches = [0, 0.4, 0.8];

export type LongList = {
  readonly items: number;
  /** a signed-in person's cold navigation until the first line with its reason is painted */
  readonly firstUsefulPaintMs: Spread | null;
  /** from the key press j until the frame that shows its effect */
  readonly interactionDelayMs: Spread | null;
  readonly scrollFramesMs: { readonly wheel: Spread | null; readonly fling: Spread | null };
  /** of tasks over 50 ms while scrolling; 0 where there was none */
  readonly longestTaskMs: number;
  readonly listRequestBytes: { readonly first: number; readonly largest: number };
  /** of the lines, when all are loaded: what the page holds and not what it has drawn */
  readonly linesLoaded: number;
};

const evaluate = <T>(page: Page, code: string): Promise<T> => page.evaluate<T>(`vigilBench.${code}`);

const firstPaint = async (browser: Browser, { url, cookie }: Site): Promise<number> => {
  const page = await newPage(browser, url, cookie);
  await page.goto(url);
  const at = await evaluate<number>(page, 'painted(null).then(vigilBench.sinceNavigationMs)');
  await page.context().close();
  return at;
};

/** Goes to the end of the list until all of it has been loaded. Returns how many lines that are. */
const loadAll = async (page: Page, items: number): Promise<number> => {
  const loaded = async (): Promise<number> => {
    const text = await page.getByText(/^Showing \d/).textContent();
    return Number(/^Showing (\d+)/.exec(text ?? '')?.[1] ?? 0);
  };
  let count = await loaded();
  while (count < items) {
    const before = count;
    await evaluate(page, 'scrollTo(1)');
    await page.getByText(`Showing ${before} of`).waitFor({ state: 'detached' });
    count = await loaded();
  }
  return count;
};

const scrolled = async (page: Page, stepPx: number): Promise<Spread | null> => {
  const frames: number[] = [];
  for (const stretch of stretches) {
    await evaluate(page, `scrollTo(${stretch})`);
    await evaluate(page, 'emptyFrames(20)');
    frames.push(...(await evaluate<number[]>(page, `scrollFrames(${framesOfOne}, ${stepPx})`)));
  }
  return spreadOf(frames);
};

const keyDelays = async (page: Page): Promise<Spread | null> => {
  await page.keyboard.press('j');
  await evaluate(page, 'emptyFrames(10)');
  await evaluate(page, 'keyDelays.splice(0)');
  for (let press = 0; press < keyPresses; press += 1) {
    await page.keyboard.press('j');
    await evaluate(page, 'emptyFrames(4)');
  }
  return spreadOf(await evaluate<number[]>(page, 'keyDelays'));
};

/** Opens a worklist of so many items, and moves through all of it by key and by wheel. */
export const measureLongList = async (
  browser: Browser,
  site: Site,
  items: number,
  tell: (text: string) => void,
): Promise<LongList> => {
  tell('opening a long worklist…');
  const paints: number[] = [];
  for (let start = 0; start < coldStarts; start += 1) paints.push(await firstPaint(browser, site));
  const page = await openWorklist(browser, site.url, site.cookie);
  await evaluate(page, 'stopWatching()');
  tell('loading all of it…');
  const linesLoaded = await loadAll(page, items);
  await evaluate(page, 'longTasks.splice(0)');
  tell('scrolling…');
  const wheel = await scrolled(page, 120);
  const fling = await scrolled(page, 800);
  const longTasks = await evaluate<number[]>(page, 'longTasks');
  await evaluate(page, 'scrollTo(0)');
  tell('moving by key…');
  const interactionDelayMs = await keyDelays(page);
  const bytes = await evaluate<number[]>(page, 'listBytes()');
  await page.context().close();
  return {
    items,
    firstUsefulPaintMs: spreadOf(paints),
    interactionDelayMs,
    scrollFramesMs: { wheel, fling },
    longestTaskMs: Math.round(Math.max(0, ...longTasks)),
    listRequestBytes: { first: bytes[0] ?? 0, largest: Math.max(0, ...bytes) },
    linesLoaded,
  };
};
