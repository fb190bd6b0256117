import type { Page } from 'playwright-core';
import { keysPerItem } from './bench-web-figures.ts';

/** Each fifth is only taken up, the others are closed with what was found and done. */
const closesOf = 5;

export type Triage = {
  readonly items: number;
  readonly keysPerItem: { readonly max: number; readonly mean: number };
  readonly seconds: number;
};

const focusedName = (page: Page): Promise<string> =>
  page.evaluate<string>('document.activeElement?.textContent ?? ""');

const lineOf = (page: Page, name: string) =>
  page.locator('li[data-line]').filter({ has: page.getByRole('button', { name, exact: true }) });

const close = async (page: Page, name: string): Promise<number> => {
  await page.keyboard.press('c');
  await page.getByRole('radio', { name: /^1 / }).and(page.locator(':focus')).waitFor();
  await page.keyboard.press('2');
  await page.keyboard.press('Enter');
  await lineOf(page, name).waitFor({ state: 'detached' });
  return 3;
};

const takeUp = async (page: Page, name: string, actor: string): Promise<number> => {
  await page.keyboard.press('a');
  await lineOf(page, name).getByText(actor).waitFor();
  await page.keyboard.press('j');
  return 2;
};

/** Works off so many routine items by keyboard alone, as fast as the page shows what each key did. */
export const measureTriage = async (page: Page, items: number, actor: string): Promise<Triage> => {
  await page.keyboard.press('j');
  const keys: number[] = [];
  const startedAt = performance.now();
  for (let item = 0; item < items; item += 1) {
    const name = await focusedName(page);
    keys.push(item % closesOf === closesOf - 1 ? await takeUp(page, name, actor) : await close(page, name));
  }
  return {
    items,
    keysPerItem: keysPerItem(keys),
    seconds: Math.round((performance.now() - startedAt) / 100) / 10,
  };
};
