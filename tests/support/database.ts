import { inject, onTestFinished } from 'vitest';
import { emptyDatabase, freshDatabase } from './postgres.ts';

/** Databases that a test of this worker is done with: emptying one takes a tenth of making another. */
const idle: string[] = [];

/** A migrated database of its own for a test, where the project runs on PostgreSQL; null: SQLite in the folder. */
export const testDatabase = async (): Promise<string | null> => {
  const on = inject('postgres');
  if (!on) return null;
  const url = idle.pop() ?? (await freshDatabase(on.server, on.template)).url;
  onTestFinished(async () => {
    await emptyDatabase(url);
    idle.push(url);
  });
  return url;
};
