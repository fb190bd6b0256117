import { z } from 'zod';
import { type ProcessRole, roles, rolesIn } from './roles.ts';

export const roleVariables = {
  VIGIL_ROLES: z
    .string()
    .transform((text, context) => {
      const named = rolesIn(text);
      if (named) return named;
      context.addIssue({
        code: 'custom',
        message: `must be some of ${roles.join(', ')}, with commas between`,
      });
      return z.NEVER;
    })
    .optional(),
};

type Given = {
  readonly VIGIL_ROLES?: readonly ProcessRole[] | undefined;
  readonly DATABASE_URL?: string | undefined;
  readonly MQTT_URL?: string | undefined;
};

export const rolesOf = ({ VIGIL_ROLES: named = roles }: Given): readonly ProcessRole[] => named;

/** Several processes share what can be shared: a database, a broker. */
export const roleFaults = (e: Given): string[] => {
  const named = rolesOf(e);
  if (named.length === roles.length) return [];
  const faults: string[] = [];
  if (e.DATABASE_URL === undefined)
    faults.push(
      'VIGIL_ROLES names only some roles, which needs DATABASE_URL: a SQLite store is for one process alone',
    );
  if (named.includes('ingest') && e.MQTT_URL === undefined)
    faults.push(
      'VIGIL_ROLES names ingest and not all others, which needs MQTT_URL: the embedded broker is for one process alone',
    );
  return faults;
};
