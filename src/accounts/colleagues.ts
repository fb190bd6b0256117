import { isNull } from 'drizzle-orm';
import type { Store } from '../db/open.ts';
import { permissionsOf } from '../domain/role.ts';

/** People who may take up work of these programs (null: of any), and providers who may be asked; by name. */
export const listColleagues = async ({ reader, t }: Store, programs: readonly string[] | null) => {
  const rows = await reader.select().from(t.account).where(isNull(t.account.disabledAt));
  const shares = (own: readonly string[] | null) =>
    own === null || programs === null || own.some(id => programs.includes(id));
  return {
    items: rows
      .filter(({ programs: own }) => shares(own))
      .filter(({ roles }) => {
        const held = permissionsOf(roles);
        return held.has('worklist:act') || held.has('provider:answer');
      })
      .map(({ name, roles }) => ({ name, roles: [...roles] }))
      .sort((a, b) => a.name.localeCompare(b.name)),
    next: null,
  };
};
