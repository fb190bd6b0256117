import type { Actor } from '../domain/actor.ts';
import type { Permission } from '../domain/role.ts';

/** Who calls, and what that may reach. */
export type Principal = {
  readonly actor: Actor;
  readonly permissions: ReadonlySet<Permission>;
  /** null: all */
  readonly programs: readonly string[] | null;
  /** sees only patients for whom something awaits a provider: her, or whoever answers first */
  readonly onlyAwaiting: boolean;
  /** null: a machine */
  readonly accountId: string | null;
};
