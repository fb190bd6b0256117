import type { Notification } from 'pg';
import type { Connection } from './postgres-connection.ts';
import { news as allNews, type News } from './store.ts';

export type Listener = {
  readonly hear: (news: News, run: () => void) => () => void;
  readonly close: () => Promise<void>;
};

export const channelOf = (news: News): string => `vigil_${news}`;

const retryMs = 1_000;

/** Who only listens does not notice by that that nothing can be heard any more. */
const askNowAndThen = ({ client, cut }: Connection, everyMs: number): (() => void) => {
  const timer = setInterval(() => void client.query('SELECT 1').catch(cut), everyMs);
  timer.unref();
  return () => clearInterval(timer);
};

/**
 * Hears what other processes tell. After each connection it made anew everybody is called: something may have been missed.
 * `connect` makes one on which no query waits longer than `askEveryMs`.
 */
export const createListener = (connect: () => Promise<Connection>, askEveryMs: number): Listener => {
  const heard = new Map<News, Set<() => void>>(allNews.map(one => [one, new Set()]));
  let current: Connection['client'] | null = null;
  let stopAsking = () => {};
  let closed = false;
  let retry: NodeJS.Timeout | undefined;

  const call = (news: News): void => {
    for (const run of heard.get(news) ?? []) run();
  };
  const onNotice = ({ channel }: Notification): void => {
    for (const news of heard.keys()) if (channelOf(news) === channel) call(news);
  };
  const lost = (): void => {
    current = null;
    stopAsking();
    clearTimeout(retry);
    if (!closed) retry = setTimeout(reopen, retryMs);
  };
  const listen = async ({ client, cut }: Connection): Promise<void> => {
    client.on('error', lost);
    client.on('end', lost);
    client.on('notification', onNotice);
    try {
      for (const news of heard.keys()) await client.query(`LISTEN ${channelOf(news)}`);
    } catch {
      return cut();
    }
    current = client;
    stopAsking = askNowAndThen({ client, cut }, askEveryMs);
    for (const news of heard.keys()) call(news);
  };
  const open = async (): Promise<void> => {
    const connection = await connect().catch(() => null);
    if (closed) return connection?.client.end();
    await (connection ? listen(connection) : lost());
  };

  let opening = open();
  const reopen = (): void => {
    opening = open();
  };
  return {
    hear: (news, run) => {
      heard.get(news)?.add(run);
      return () => heard.get(news)?.delete(run);
    },
    close: async () => {
      closed = true;
      clearTimeout(retry);
      await opening;
      stopAsking();
      await current?.end();
    },
  };
};
