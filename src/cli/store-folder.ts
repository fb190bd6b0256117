import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../errors.ts';
import type { CommandContext } from './command.ts';

type Asked = { readonly data: string | undefined; readonly demo: boolean | undefined };

const holdsStore = (folder: string): boolean => existsSync(join(folder, 'vigil.db'));

/** Where `vigil demo` keeps its store. */
export const demoFolder = (dataFolder: string): string => join(dataFolder, 'demo');

const hasDemoAlone = (folder: string): boolean => !holdsStore(folder) && holdsStore(demoFolder(folder));

const onlyDemo = (remedy: string): AppError =>
  new AppError('not-found', "there is no store in this data folder, only the demo's", {
    field: 'VIGIL_DATA',
    remedy,
  });

/** Tells what somebody who has tried the demo may not expect of a command that makes the store it acts on. */
export const tellIfBesideDemo = ({
  config: { database, dataFolder },
  tell,
}: Pick<CommandContext, 'config' | 'tell'>): void => {
  if (database !== null || !hasDemoAlone(dataFolder)) return;
  tell(
    `this makes a new store in ${dataFolder}, beside the demo's; to act on the demo's, set VIGIL_DATA=${demoFolder(dataFolder)}`,
  );
};

/** @throws AppError not-found naming the demo's folder where only the demo's store is there, and the command makes none */
export const refuseDemoAlone = (dataFolder: string): void => {
  if (!hasDemoAlone(dataFolder)) return;
  throw onlyDemo(
    `to act on the demo's, set VIGIL_DATA=${demoFolder(dataFolder)}; else set it to the data folder of the service`,
  );
};

/**
 * The folder whose store a command looks at. @throws AppError not-found naming --demo where only the demo's is there
 */
export const storeFolder = ({ data, demo }: Asked, dataFolder: string): string => {
  const folder = data ?? dataFolder;
  if (demo) return demoFolder(folder);
  if (!hasDemoAlone(folder)) return folder;
  throw onlyDemo(
    "add --demo to look at the demo's store, or name the data folder of the service with --data",
  );
};
