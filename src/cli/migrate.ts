import { lockFolder } from '../db/lock.ts';
import { openStore } from '../db/open.ts';
import { openPostgres } from '../db/open-postgres.ts';
import { readArgs } from './args.ts';
import type { Command } from './command.ts';
import { tellIfBesideDemo } from './store-folder.ts';

const migrateFolder = async (folder: string): Promise<void> => {
  const release = lockFolder(folder);
  try {
    await openStore(folder).close();
  } finally {
    release();
  }
};

/** Processes that run on it go on: whoever migrates does so alone. */
const migrateDatabase = async (url: string): Promise<void> => {
  const store = await openPostgres({ url, readers: 1 });
  await store.close();
};

export const migrate: Command = {
  help: `vigil migrate
  Applies the migrations that the store lacks (DATABASE_URL, else VIGIL_DATA); run again, it changes nothing.`,
  run: async (args, context) => {
    readArgs(args, {});
    const { database, dataFolder } = context.config;
    tellIfBesideDemo(context);
    await (database === null ? migrateFolder(dataFolder) : migrateDatabase(database));
    context.print('the store is up to date');
  },
};
