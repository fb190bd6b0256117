import { inject, onTestFinished } from 'vitest';
import { keepBackends } from './kept-backends.ts';
import { emptierOf, freshDatabase } from './postgres.ts';

type Idle = { readonly url: string; readonly empty: () => Promise<void> };

/** Databases that a test of this worker is done with: emptying one takes a tenth of making another. */
const idle: Idle[] = [];

/** A migrated database of its own for a test, where the project runs on PostgreSQL; null: SQLite in the folder. */
export const testDatabase = async (): Promise<string | null> => {
  const on = inject('postgres');
  if (!on) return null;
  const make = async (): Promise<Idle> => {
    const { url } = await freshDatabase(on.server, on.template);
    const address = new URL(url);
    const { port, unused } = await keepBackends(Number(address.port));
    address.port = String(port);
    return { url: address.href, empty: await emptierOf(url, unused) };
  };
  const one = idle.pop() ?? (await make());
  onTestFinished(async () => {
    await one.empty();
    idle.push(one);
  });
  return one.url;
};
