import { type Restored, restoreBackup } from '../db/backup-restore.ts';
import { commandActor } from './anywhere.ts';
import { readArgs } from './args.ts';
import { type Command, UsageError } from './command.ts';
import { progressBar } from './progress.ts';
import { refusePostgres } from './refuse-postgres.ts';

const inWords = (folder: string, { manifest, audit, aside }: Restored): string => {
  const { takenAt, counts } = manifest;
  return [
    `${folder} holds the store as it was at ${takenAt}: ${counts.patient ?? 0} patients, ${counts.reading ?? 0} readings`,
    audit.ok
      ? `the audit is as it was written: ${audit.changes.checked} changes, ${audit.reads.checked} reads`
      : 'the audit was altered before the backup was made: see vigil audit verify',
    ...(aside ? [`what was there before is kept in ${aside}`] : []),
    'Before people sign in: accounts disabled, tokens revoked and roles changed since then are as they were then',
    '(vigil user list, vigil token list). Readings that came since are not here unless a broker or a gateway still has them.',
  ].join('\n');
};

export const restore: Command = {
  help: `vigil restore FROM [--replace] [--despite-audit] [--json]
  Makes the store in VIGIL_DATA that of a backup, with the service stopped: the checksum of each file, the pages of the
  store and its audit are checked, and it is brought to this version. Whatever is wrong, VIGIL_DATA stays as it was.
  --replace        put aside the store that is there; it is kept in a folder beside the new one
  --despite-audit  go on although somebody altered the audit before the backup was made
  --json           what was restored, as JSON
  Try your backups: restore one into an empty folder, on a machine that reaches neither your broker nor your webhooks.`,
  run: async (args, { config, clock, print, tell }) => {
    const { values, positionals } = readArgs(args, {
      replace: { type: 'boolean' },
      'despite-audit': { type: 'boolean' },
      json: { type: 'boolean' },
    });
    const [from, ...rest] = positionals;
    if (from === undefined || rest.length > 0) throw new UsageError('name the folder of one backup');
    refusePostgres(config);
    const deps = {
      ...{ folder: config.dataFolder, actor: commandActor(), at: clock.now() },
      onCopied: progressBar(tell, 'restore'),
      onChecking: () => tell('checking the store…'),
    };
    const choice = { replace: values.replace ?? false, despiteAudit: values['despite-audit'] ?? false };
    const restored = await restoreBackup(deps, from, choice);
    print(values.json ? JSON.stringify(restored, null, 2) : inWords(config.dataFolder, restored));
  },
};
