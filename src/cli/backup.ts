import { backUp } from '../db/backup.ts';
import type { BackupManifest } from '../db/backup-manifest.ts';
import { readArgs } from './args.ts';
import { type Command, UsageError } from './command.ts';
import { progressBar } from './progress.ts';
import { refusePostgres } from './refuse-postgres.ts';
import { vigilVersion } from './simulated-manifest.ts';

const inWords = (to: string, { takenAt, counts, files }: BackupManifest): string => {
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  return [
    `${to} holds the store as it was at ${takenAt}, checked and on disk`,
    `  ${counts.patient ?? 0} patients, ${counts.reading ?? 0} readings, ${counts.alert ?? 0} alerts, ${counts.audit_log ?? 0} changes`,
    `  ${(bytes / 2 ** 20).toFixed(1)} MiB; it holds patients' data: keep it encrypted, and not on this disk alone`,
  ].join('\n');
};

export const backup: Command = {
  help: `vigil backup TO [--json]
  Copies the store of VIGIL_DATA as it is at one instant into the new folder TO, also while the service runs on it. TO
  appears whole (copied, its pages checked, on disk, readable by its owner only) or not at all, with a manifest.json:
  version, instant, rows of each table, checksums. Readings taken in later are not in it. See docs/backup.md.
  --json  the manifest as JSON`,
  run: async (args, { config, clock, print, tell, signal }) => {
    const { values, positionals } = readArgs(args, { json: { type: 'boolean' } });
    const [to, ...rest] = positionals;
    if (to === undefined || rest.length > 0) throw new UsageError('name one new folder for the backup');
    refusePostgres(config);
    const deps = {
      ...{ folder: config.dataFolder, clock, signal, version: vigilVersion() },
      onCopied: progressBar(tell, 'copy'),
      onChecking: () => tell('checking the copy…'),
    };
    const manifest = await backUp(deps, to);
    print(values.json ? JSON.stringify(manifest, null, 2) : inWords(to, manifest));
  },
};
