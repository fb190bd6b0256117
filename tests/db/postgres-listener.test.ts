import { EventEmitter } from 'node:events';
import { describe, expect, test } from 'vitest';
import type { Connection } from '../../src/db/postgres-connection.ts';
import { createListener } from '../../src/db/postgres-listener.ts';
import type { News, Store } from '../../src/db/store.ts';
import { eventually } from '../faults/process.ts';
import { ownPostgres } from '../support/own-postgres.ts';

const { missing, running, database, opened } = ownPostgres();

const counting = () => {
  let count = 0;
  return {
    hear: () => {
      count += 1;
    },
    count: () => count,
  };
};

/** Told again until it is heard: from then on the connection stands. */
const stands = ({ tell }: Pick<Store, 'tell'>, news: News, heard: { count: () => number }) => {
  const before = heard.count();
  return eventually(() => {
    tell(news);
    return heard.count() > before || undefined;
  }, 20_000);
};

const onceMore = (heard: { count: () => number }, than: number) =>
  eventually(() => heard.count() > than || undefined, 20_000);

describe.skipIf(missing)('news among processes', () => {
  test('are heard by each, by their kind, also by the one that tells', async () => {
    const url = await database();
    const [a, b] = [await opened(url), await opened(url)];
    const [ofA, ofB, other] = [counting(), counting(), counting()];
    a.hear('rescore', ofA.hear);
    b.hear('rescore', ofB.hear);
    b.hear('due', other.hear);
    await stands(a, 'rescore', ofA);
    await stands(a, 'rescore', ofB);
    const [before, untold] = [ofB.count(), other.count()];
    b.tell('rescore');
    await onceMore(ofB, before);
    await stands(b, 'rescore', ofA);
    expect(other.count()).toBe(untold);
  });

  test('are heard no more by whoever wants to hear no more', async () => {
    const url = await database();
    const a = await opened(url);
    const [stays, leaves] = [counting(), counting()];
    const leave = a.hear('due', leaves.hear);
    a.hear('due', stays.hear);
    await stands(a, 'due', leaves);
    leave();
    const before = leaves.count();
    await stands(a, 'due', stays);
    expect(leaves.count()).toBe(before);
  });

  test('what was told while the connection was lost is made up for: everybody looks again', async () => {
    const url = await database();
    const [a, b] = [await opened(url), await opened(url)];
    const heard = counting();
    a.hear('events', heard.hear);
    await stands(b, 'events', heard);
    const before = heard.count();
    await running().stop('at once');
    await running().start();
    await onceMore(heard, before);
    await stands(b, 'events', heard);
  }, 60_000);
});

/** A connection to nothing: it takes every query, and says whether it is open. */
const standIn = () => {
  const client = new EventEmitter();
  let open = true;
  const end = (): Promise<void> => {
    open = false;
    client.emit('end');
    return Promise.resolve();
  };
  const connection = {
    client: Object.assign(client, { query: () => Promise.resolve({ rows: [] }), end }),
    cut: () => void end(),
  } as unknown as Connection;
  return { connection, isOpen: () => open };
};

/** Connects when told to, so often as asked. */
const connecting = () => {
  const asked: ((connection: Connection) => void)[] = [];
  return {
    connect: () => new Promise<Connection>(resolve => asked.push(resolve)),
    nth: (index: number) => eventually(() => asked[index]),
  };
};

describe('a listener that is closed', () => {
  test('while its first connection is made leaves none open', async () => {
    const { connect, nth } = connecting();
    const listener = createListener(connect, 20_000);
    const first = standIn();
    const arrive = await nth(0);
    const closed = listener.close();
    arrive(first.connection);
    await closed;
    expect(first.isOpen()).toBe(false);
  });

  test('while a lost connection is made anew leaves none open', async () => {
    const { connect, nth } = connecting();
    const listener = createListener(connect, 20_000);
    const [first, second] = [standIn(), standIn()];
    const heard = counting();
    listener.hear('due', heard.hear);
    (await nth(0))(first.connection);
    await onceMore(heard, 0);
    first.connection.cut();
    const arrive = await nth(1);
    const closed = listener.close();
    arrive(second.connection);
    await closed;
    expect([first.isOpen(), second.isOpen()]).toEqual([false, false]);
  });
});
