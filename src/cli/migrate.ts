import { lockFolder } from '../db/lock.ts';
import { openStore } from '../db/open.ts';
import { readArgs } from './args.ts';
import type { Command } from './command.ts';

export const migrate: Command = {
  help: 'vigil migrate\n  Applies the migrations that the store in VIGIL_DATA lacks; run again, it changes nothing.',
  run: (args, { config, print }) => {
    readArgs(args, {});
    const release = lockFolder(config.dataFolder);
    try {
      openStore(config.dataFolder).close();
    } finally {
      release();
    }
    print('the store is up to date');
    return Promise.resolve();
  },
};
