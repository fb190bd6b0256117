import type { Kit } from '../kit.ts';

/** What several processes over one store tell each other, and what only one of them does at a time. */
export const processTables = (kit: Kit) => ({
  /** a change of the roster: whoever holds it in memory reads again what was changed since */
  rosterChange: kit.table(
    'roster_change',
    {
      id: kit.serial(),
      /** null: more than a few, read everything */
      patientId: kit.text(),
      at: kit.instant().notNull(),
    },
    t => [kit.index('roster_change_at').on(t.at)],
  ),
  /** a duty that one process has until an instant; whoever comes later takes it over */
  claim: kit.table('claim', {
    duty: kit.text().primaryKey(),
    holder: kit.text().notNull(),
    until: kit.instant().notNull(),
  }),
  /** a request that its sender may repeat, written with what it changed */
  requestOnce: kit.table(
    'request_once',
    {
      /** of who sent it, its key, and all that it says */
      id: kit.text().primaryKey(),
      at: kit.instant().notNull(),
      /** the body of the answer; null until it was given */
      answer: kit.text(),
    },
    t => [kit.index('request_once_at').on(t.at)],
  ),
});
