import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { backup } from '../../src/cli/backup.ts';
import type { Command, CommandContext } from '../../src/cli/command.ts';
import { restore } from '../../src/cli/restore.ts';
import { heldClock } from '../../src/clock.ts';
import { type Config, readConfig } from '../../src/config.ts';
import type { BackupManifest } from '../../src/db/backup-manifest.ts';
import { bloodPressure, type Dump, iso, now, type Row, type TestStore } from '../support/store.ts';

export const restoredAt = now + 3_600_000;

/** The failure (null: none) and what was said. */
const run = async (command: Command, folder: string, args: readonly string[], over: Partial<Config> = {}) => {
  const [printed, told]: [string[], string[]] = [[], []];
  const context: CommandContext = {
    config: { ...readConfig({ VIGIL_DATA: folder }), ...over },
    clock: heldClock(command === restore ? restoredAt : now),
    print: text => printed.push(text),
    tell: text => told.push(text),
    signal: new AbortController().signal,
  };
  const failure = await command.run(args, context).then(
    () => null,
    (error: unknown) => error,
  );
  return { failure, printed: printed.join('\n'), told };
};

export const runBackup = (folder: string, args: readonly string[], over?: Partial<Config>) =>
  run(backup, folder, args, over);
export const runRestore = (folder: string, args: readonly string[], over?: Partial<Config>) =>
  run(restore, folder, args, over);

/** A folder with a backup of that store. @throws what the command failed with */
export const backedUp = async (folder: string): Promise<string> => {
  const to = join(folder, 'backups', 'monday');
  const { failure } = await runBackup(folder, [to]);
  if (failure !== null) throw failure;
  return to;
};

/** One reading a minute; the mark keeps those of two batches apart. */
export const sendReadings = async ({ send }: Pick<TestStore, 'send'>, count: number, systolic = 120) => {
  for (let i = 0; i < count; i += 1) {
    await send({ payload: bloodPressure(iso(now - (i + 1) * 60_000), { systolic }) });
  }
};

/** Every row of every table of the store in a folder that nothing has open. */
export const dumpOf = (folder: string): Dump => {
  const sqlite = new BetterSqlite3(join(folder, 'vigil.db'), { readonly: true });
  try {
    const all = (sql: string) => sqlite.prepare(sql).all() as Row[];
    const names = all("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").map(r =>
      String(r.name),
    );
    return Object.fromEntries(names.map(name => [name, all(`SELECT * FROM "${name}" ORDER BY 1, 2`)]));
  } finally {
    sqlite.close();
  }
};

export const manifestOf = (backupFolder: string): BackupManifest =>
  JSON.parse(readFileSync(join(backupFolder, 'manifest.json'), 'utf8'));

export const changeManifest = (backupFolder: string, change: (manifest: BackupManifest) => object): void => {
  writeFileSync(join(backupFolder, 'manifest.json'), JSON.stringify(change(manifestOf(backupFolder))));
};
