import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../errors.ts';

type Asked = { readonly data: string | undefined; readonly demo: boolean | undefined };

const holdsStore = (folder: string): boolean => existsSync(join(folder, 'vigil.db'));

/** Where `vigil demo` keeps its store. */
export const demoFolder = (dataFolder: string): string => join(dataFolder, 'demo');

const hasDemoAlone = (folder: string): boolean => !holdsStore(folder) && holdsStore(demoFolder(folder));

/** What somebody who has tried the demo may not expect of a command that makes the store it acts on; null: nothing. */
export const newBesideDemo = (dataFolder: string): string | null =>
  hasDemoAlone(dataFolder)
    ? `this makes a new store in ${dataFolder}, beside the demo's; to act on the demo's, set VIGIL_DATA=${demoFolder(dataFolder)}`
    : null;

/**
 * The folder whose store a command looks at. @throws AppError not-found naming --demo where only the demo's is there
 */
export const storeFolder = ({ data, demo }: Asked, dataFolder: string): string => {
  const folder = data ?? dataFolder;
  if (demo) return demoFolder(folder);
  if (!hasDemoAlone(folder)) return folder;
  throw new AppError('not-found', "there is no store in this data folder, only the demo's", {
    field: 'VIGIL_DATA',
    remedy: "add --demo to look at the demo's store, or name the data folder of the service with --data",
  });
};
