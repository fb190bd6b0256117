import { z } from 'zod';
import { permissionNames, roleNames } from '../domain/role.ts';

const programIds = z.array(z.string().min(1)).max(500).nullable();

const personName = z
  .string()
  .trim()
  .min(1, 'must not be empty')
  .max(100)
  .refine(name => name.toLowerCase() !== 'system' && !/\p{C}/u.test(name), 'is no name of a person');

export const accountInput = z.strictObject({
  username: z
    .string()
    .trim()
    .toLowerCase()
    .regex(/^[a-z0-9][a-z0-9._@+-]{0,99}$/, 'must be letters, digits, . _ @ + or -'),
  name: personName,
  roles: z.array(z.enum(roleNames)).min(1, 'must name at least one role'),
  programs: programIds.default(null),
  /** absent: signs in at the identity provider only */
  password: z.string().optional(),
  mustChangePassword: z.boolean().default(true),
});
export type AccountInput = z.input<typeof accountInput>;

export const accountChange = z.strictObject({
  roles: accountInput.shape.roles.optional(),
  programs: programIds.optional(),
  disabled: z.boolean().optional(),
  password: z.string().optional(),
  version: z.number().int(),
});
export type AccountChange = z.infer<typeof accountChange>;

export const longestTokenDays = 366;

export const tokenInput = z.strictObject({
  name: z.string().trim().min(1, 'must not be empty').max(100),
  scopes: z.array(z.enum(permissionNames)).min(1, 'must name at least one scope'),
  programs: z.array(z.string().min(1)).max(500).nullable().default(null),
  days: z.number().int().min(1).max(longestTokenDays).default(90),
});
export type TokenInput = z.input<typeof tokenInput>;
