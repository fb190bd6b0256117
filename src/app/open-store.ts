import { keepCheckpointed } from '../db/keep-checkpointed.ts';
import { lockFolder } from '../db/lock.ts';
import { openStore, type Store } from '../db/open.ts';
import { openPostgres } from '../db/open-postgres.ts';

type Where = {
  readonly dataFolder: string;
  readonly database: string | null;
  readonly readers?: number | undefined;
  readonly durable: boolean;
};

/** Opens the store of a service; what is opened first is closed last. */
export const openAppStore = async (
  { dataFolder, database, readers, durable }: Where,
  onClose: (step: () => Promise<void> | void) => void,
  onError: (error: unknown) => void,
): Promise<Store> => {
  // several processes share a database; a folder is one process's own
  onClose(lockFolder(dataFolder));
  const store =
    database === null ? openStore(dataFolder, { durable }) : await openPostgres({ url: database, readers });
  onClose(store.close);
  if (store.dialect === 'sqlite' && durable) onClose(keepCheckpointed(dataFolder, onError));
  return store;
};
