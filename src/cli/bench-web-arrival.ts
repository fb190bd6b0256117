import type { Page } from 'playwright-core';
import { sleepFor } from '../clock.ts';
import type { WorklistItemBody } from '../contract/worklist.ts';
import { type Spread, spreadOf } from './bench-web-figures.ts';
import { criticalReading } from './bench-web-panel.ts';
import type { Site } from './bench-web-site.ts';
import type { CommandContext } from './command.ts';
import { progressBar } from './progress.ts';
import { connectPublisher } from './publisher.ts';

const pauseMs = 400;

/** The same clock as the page's: both run on this machine. */
const now = (): number => performance.timeOrigin + performance.now();

const headers = ({ app }: Site) => ({
  authorization: `Bearer ${app.tokens.operator}`,
  'content-type': 'application/json',
  'vigil-actor': 'Ben Bench',
});

type Opened = { readonly itemId: string; readonly at: number };

/** Listens as a browser does; `next` resolves with the item that is opened next. */
const listenForOpened = async (site: Site) => {
  const stop = new AbortController();
  const response = await fetch(`${site.url}/api/v1/events`, { headers: headers(site), signal: stop.signal });
  let told = (_opened: Opened): void => undefined;
  const read = async (): Promise<void> => {
    let text = '';
    for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      const at = now();
      text += chunk;
      const events = text.split('\n\n');
      text = events.pop() ?? '';
      for (const event of events) {
        const data = /^event: worklist-item\.opened$/m.test(event) && /^data: (.+)$/m.exec(event)?.[1];
        if (data) told({ itemId: String(JSON.parse(data).itemId), at });
      }
    }
  };
  const done = read().catch(() => undefined);
  return {
    next: () =>
      new Promise<Opened>(resolve => {
        told = resolve;
      }),
    close: async (): Promise<void> => {
      stop.abort();
      await done;
    },
  };
};

/** Takes an item off the list as another nurse would, so that the next one is in sight too. */
const closeItem = async (site: Site, itemId: string): Promise<void> => {
  const path = `${site.url}/api/v1/worklist/${itemId}`;
  const item = (await (await fetch(path, { headers: headers(site) })).json()) as WorklistItemBody;
  const reviews = item.alerts.map(alert => ({
    alertId: alert.id,
    verdict: 'true',
    action: 'emergency-services',
  }));
  const body = JSON.stringify({ version: item.version, reviews });
  const closed = await fetch(`${path}/close`, { method: 'POST', headers: headers(site), body });
  if (!closed.ok) throw new Error(`an item could not be closed: ${await closed.text()}`);
};

const visibleAt = (page: Page, name: string): Promise<number> =>
  page.evaluate<number>(`vigilBench.painted(${JSON.stringify(name)})`);

export type Arrival = {
  /** from PUBLISH by a device to the alert's line on the screen */
  readonly publishToVisibleMs: Spread | null;
  /** the reference: of the same readings, to the event on a stream that this process reads */
  readonly publishToEventMs: Spread | null;
};

/** Publishes one critical reading after another, each of another patient, and sees when its line is painted. */
export const measureArrival = async (
  site: Site,
  page: Page,
  count: number,
  { tell, clock, signal }: Pick<CommandContext, 'tell' | 'clock' | 'signal'>,
): Promise<Arrival> => {
  const publisher = await connectPublisher(site.app.mqttUrl ?? '');
  const events = await listenForOpened(site);
  const bar = progressBar(tell, 'arrivals');
  const [toVisible, toEvent]: [number[], number[]] = [[], []];
  try {
    for (let n = 0; n < count; n += 1) {
      const { topic, payload, name } = criticalReading(n);
      const opened = events.next();
      const sentAt = now();
      await publisher.publish(topic, payload);
      const event = await opened;
      toEvent.push(event.at - sentAt);
      toVisible.push((await visibleAt(page, name)) - sentAt);
      await closeItem(site, event.itemId);
      await page.getByRole('button', { name, exact: true }).waitFor({ state: 'detached' });
      await sleepFor(clock, pauseMs + (n % 7) * 20, signal);
      bar(n + 1, count);
    }
  } finally {
    await events.close();
    await publisher.close();
  }
  return { publishToVisibleMs: spreadOf(toVisible), publishToEventMs: spreadOf(toEvent) };
};
