import type { AuditVerdict } from '../contract/audit.ts';
import { verifyAudit } from '../db/audit-verify.ts';
import { openReadOnly } from '../db/open-read-only.ts';
import { AppError } from '../errors.ts';
import { readArgs } from './args.ts';
import { type Command, UsageError } from './command.ts';
import { openAsked } from './open-asked.ts';
import { progressBar } from './progress.ts';

const inWords = ({ ok, changes, reads, broken, more }: AuditVerdict): string =>
  [
    `changes  ${changes.checked} checked, ${changes.beforeChain} of them older than the chain`,
    `         head ${changes.head ?? 'none'}`,
    `reads    ${reads.checked} checked under ${reads.seals} seals, ${reads.unsealed} under none`,
    `         head ${reads.head ?? 'none'}`,
    ...broken.map(({ log, id, what }) => `BROKEN   ${log} ${id}: ${what}`),
    ...(more > 0 ? [`BROKEN   and ${more} more`] : []),
    ...(ok ? ['nothing was altered, added or removed'] : []),
  ].join('\n');

export const audit: Command = {
  help: `vigil audit verify [--head HASH]… [--json]
  Checks the audit of the store (DATABASE_URL, else VIGIL_DATA), also while the service runs: every change chained to the one before,
  every read sealed. Names each row that was altered, added or removed, and ends with exit code 1 if there is one.
  --head HASH  a head noted before (the service logs both daily and when it stops, as audit-heads): it must still be
               there. Only this tells of somebody who rewrote the whole log, and on PostgreSQL, which gives ids also to
               what is given up, of rows removed from its end.
  --json       the verdict as JSON`,
  run: async (args, { config, print, tell }) => {
    const options = { json: { type: 'boolean' }, head: { type: 'string', multiple: true } } as const;
    const { values, positionals } = readArgs(args, options);
    if (positionals.join(' ') !== 'verify') throw new UsageError('say what to do: vigil audit verify');
    const { dataFolder: folder, database } = config;
    const store =
      database === null
        ? openReadOnly(folder, { table: 'audit_log', column: 'hash' })
        : await openAsked({ folder, database });
    try {
      const onProgress = progressBar(tell, 'audit');
      const verdict = await verifyAudit({ store, onProgress }, values.head ?? []);
      print(values.json ? JSON.stringify(verdict, null, 2) : inWords(verdict));
      if (!verdict.ok) {
        throw new AppError('conflict', 'the audit is not as it was written', {
          remedy: 'keep this store as it is, and compare it with a backup from before',
        });
      }
    } finally {
      await store.close();
    }
  },
};
