import { inject, onTestFinished } from 'vitest';
import { freshDatabase } from './postgres.ts';

/** A migrated database of its own for a test, where the project runs on PostgreSQL; null: SQLite in the folder. */
export const testDatabase = async (): Promise<string | null> => {
  const on = inject('postgres');
  if (!on) return null;
  const { url, drop } = await freshDatabase(on.server, on.template);
  onTestFinished(drop);
  return url;
};
