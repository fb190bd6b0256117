import type { Client, Notification } from 'pg';
import { news as allNews, type News } from './store.ts';

export type Listener = {
  readonly hear: (news: News, run: () => void) => () => void;
  readonly close: () => Promise<void>;
};

export const channelOf = (news: News): string => `vigil_${news}`;

const retryMs = 1_000;

/** Hears what other processes tell. After each connection it made anew everybody is called: something may have been missed. */
export const createListener = (connect: () => Promise<Client>): Listener => {
  const heard = new Map<News, Set<() => void>>(allNews.map(one => [one, new Set()]));
  let client: Client | null = null;
  let closed = false;
  let retry: NodeJS.Timeout | undefined;

  const call = (news: News): void => {
    for (const run of heard.get(news) ?? []) run();
  };
  const onNotice = ({ channel }: Notification): void => {
    for (const news of heard.keys()) if (channelOf(news) === channel) call(news);
  };
  const lost = (): void => {
    client = null;
    clearTimeout(retry);
    if (!closed) retry = setTimeout(() => void open(), retryMs);
  };
  const open = async (): Promise<void> => {
    try {
      const fresh = await connect();
      fresh.on('error', lost);
      fresh.on('end', lost);
      fresh.on('notification', onNotice);
      for (const news of heard.keys()) await fresh.query(`LISTEN ${channelOf(news)}`);
      client = fresh;
      for (const news of heard.keys()) call(news);
    } catch {
      lost();
    }
  };

  const opened = open();
  return {
    hear: (news, run) => {
      heard.get(news)?.add(run);
      return () => heard.get(news)?.delete(run);
    },
    close: async () => {
      closed = true;
      await opened;
      clearTimeout(retry);
      await client?.end();
    },
  };
};
