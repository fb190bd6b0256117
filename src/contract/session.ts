import { z } from '@hono/zod-openapi';
import { permissionNames, roleNames } from '../domain/role.ts';
import { time } from './common.ts';

export const preferencesSchema = z
  .strictObject({
    glucose: z.enum(['mg/dL', 'mmol/L']).default('mg/dL'),
    weight: z.enum(['kg', 'lb']).default('kg'),
    theme: z.enum(['system', 'light', 'dark']).default('system'),
    notify: z.boolean().default(false).openapi({ description: 'the browser tells of critical lines' }),
    sound: z.boolean().default(false),
  })
  .openapi('Preferences');
export type Preferences = z.infer<typeof preferencesSchema>;

const programIds = z.array(z.string()).nullable().openapi({ description: 'null: all, also later ones' });

export const sessionSchema = z
  .object({
    account: z.object({
      id: z.string(),
      name: z.string().openapi({ description: 'what deeds are signed with' }),
      username: z.string(),
      roles: z.array(z.enum(roleNames)),
      permissions: z.array(z.enum(permissionNames)),
      programs: programIds,
      preferences: preferencesSchema,
      mustChangePassword: z.boolean(),
    }),
    idleEndsAt: time.openapi({
      description: 'over then, unless POST /session/active tells of a sign of life',
    }),
    endsAt: time.openapi({ description: 'over then in any case' }),
  })
  .openapi('Session');
export type SessionBody = z.infer<typeof sessionSchema>;

export const signInWaysSchema = z
  .object({
    local: z.boolean(),
    oidc: z.object({ name: z.string() }).nullable().openapi({ description: 'begin at GET /oidc/start' }),
    notice: z.string().openapi({ description: 'that this is not for emergencies, in the words of the site' }),
    idleSeconds: z.number().int(),
  })
  .openapi('SignInWays');

export const signInInput = z.strictObject({
  username: z.string().min(1).max(200),
  password: z.string().min(1).max(1_000),
});

export const passwordInput = z.strictObject({
  current: z.string().min(1).max(1_000),
  next: z.string().min(1).max(1_000),
});

export const accountSchema = z
  .object({
    id: z.string(),
    username: z.string(),
    name: z.string(),
    roles: z.array(z.enum(roleNames)),
    programs: programIds,
    signsIn: z.object({ password: z.boolean(), provider: z.boolean() }),
    disabledAt: time.nullable(),
    lockedUntil: time.nullable(),
    lastSignInAt: time.nullable(),
    version: z.number().int(),
  })
  .openapi('Account');

export const colleagueSchema = z
  .object({ name: z.string(), roles: z.array(z.enum(roleNames)) })
  .openapi('Colleague', { description: 'somebody to whom work of your programs can be given' });

export const tokenSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    scopes: z.array(z.enum(permissionNames)),
    programs: programIds,
    expiresAt: time,
    revokedAt: time.nullable(),
    lastUsedAt: time.nullable().openapi({ description: 'to the hour' }),
    createdBy: z.string(),
    createdAt: time,
  })
  .openapi('Token');

export const issuedTokenSchema = z
  .object({
    id: z.string(),
    token: z.string().openapi({ description: 'told here and never again' }),
    expiresAt: time,
  })
  .openapi('IssuedToken');
