import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { z } from 'zod';

/** An identity provider that signs people in. */
export type OidcOptions = {
  readonly issuer: string;
  /** the id that Vigil is registered under there */
  readonly clientId: string;
  /** null: a public client, which PKCE alone protects */
  readonly clientSecret: string | null;
  /** what the button says */
  readonly name: string;
  /** the claim that holds the username */
  readonly usernameClaim: string;
};

export type SignInOptions = {
  /** no sign of life for so long ends a session */
  readonly idleMs: number;
  /** what the page says beside the worklist: that it is not for emergencies, in the site's words */
  readonly notice: string;
  /** where people reach this service; null: on this machine only */
  readonly publicUrl: string | null;
  /** a proxy in front ends TLS, and says so with X-Forwarded-Proto */
  readonly behindProxy: boolean;
  /** cookies are sent over TLS only */
  readonly secureCookies: boolean;
  readonly oidc: OidcOptions | null;
  /** an admin's token for scripts; the demonstration only */
  readonly demoToken: string | null;
};

/** Certificate and key, PEM. */
export type Tls = { readonly cert: string; readonly key: string };

const defaultNotice =
  'Not for emergencies: nobody may be looking now. A patient in danger should call the emergency number.';

/** On this machine, with local accounts. */
export const localSignIn: SignInOptions = {
  idleMs: 15 * 60_000,
  notice: defaultNotice,
  publicUrl: null,
  behindProxy: false,
  secureCookies: false,
  oidc: null,
  demoToken: null,
};

export const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));

const file = z.string().transform((path, context) => {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    context.addIssue({ code: 'custom', message: 'must name a file that can be read' });
    return z.NEVER;
  }
});

const bareUrl = z.string().superRefine((text, context) => {
  const say = (message: string) => context.addIssue({ code: 'custom', message });
  if (!URL.canParse(text)) return say('must be an address, such as https://vigil.example');
  const url = new URL(text);
  if (!['http:', 'https:'].includes(url.protocol)) say('must begin with https://');
  else if (url.username !== '' || url.password !== '') say('must hold no user and no password');
  else if (url.search !== '' || url.hash !== '') say('must end with the path');
});

const origin = bareUrl.refine(text => !URL.canParse(text) || new URL(text).pathname === '/', {
  error: 'must hold no path: Vigil is served at the root',
});

/** What `config.ts` reads of how people sign in and how they reach the service. */
export const signInVariables = {
  VIGIL_PUBLIC_URL: origin.optional(),
  VIGIL_PROXY: z.enum(['on', 'off'], { error: 'must be on or off' }).default('off'),
  VIGIL_IDLE_MINUTES: z.coerce
    .number({ error: 'must be a number of minutes' })
    .min(1, 'must be at least 1 minute')
    .max(240, 'must be at most 240 minutes')
    .default(15),
  VIGIL_NOTICE: z.string().trim().max(500, 'must be at most 500 characters').default(defaultNotice),
  VIGIL_DEMO_TOKEN: z.string().min(16, 'must be at least 16 characters').optional(),
  TLS_CERT: file.optional(),
  TLS_KEY: file.optional(),
  OIDC_ISSUER: bareUrl.optional(),
  OIDC_AUDIENCE: z.string().min(1).optional(),
  OIDC_CLIENT_SECRET: z.string().min(1).optional(),
  OIDC_CLIENT_SECRET_FILE: file.optional(),
  OIDC_NAME: z.string().trim().min(1).max(60).default('Single sign-on'),
  OIDC_USERNAME_CLAIM: z.string().min(1).max(100).default('preferred_username'),
};

const environment = z.object({ ...signInVariables, VIGIL_HOST: z.string() });
type Environment = z.infer<typeof environment>;

const isTls = (url: string): boolean => new URL(url).protocol === 'https:';

const tlsFaults = (e: Environment): string[] => {
  const faults: string[] = [];
  if (e.TLS_CERT !== undefined && e.TLS_KEY === undefined) faults.push('TLS_KEY is missing: TLS_CERT is set');
  if (e.TLS_KEY !== undefined && e.TLS_CERT === undefined) faults.push('TLS_CERT is missing: TLS_KEY is set');
  const encrypted = e.TLS_CERT !== undefined || e.VIGIL_PROXY === 'on';
  if (!isLoopback(e.VIGIL_HOST) && !encrypted) {
    faults.push(
      'VIGIL_HOST must be a loopback address (127.0.0.1, ::1 or localhost) without TLS: set TLS_CERT and TLS_KEY, ' +
        'or VIGIL_PROXY=on behind a proxy that ends TLS',
    );
  }
  if (encrypted && e.VIGIL_PUBLIC_URL === undefined) {
    faults.push('VIGIL_PUBLIC_URL is missing: name the address at which people reach Vigil');
  }
  if (e.VIGIL_PUBLIC_URL !== undefined && encrypted && !isTls(e.VIGIL_PUBLIC_URL)) {
    faults.push('VIGIL_PUBLIC_URL must begin with https://');
  }
  return faults;
};

const oidcOnly = ['OIDC_AUDIENCE', 'OIDC_CLIENT_SECRET', 'OIDC_CLIENT_SECRET_FILE'] as const;

const oidcFaults = (e: Environment): string[] => {
  if (e.OIDC_ISSUER === undefined) {
    return oidcOnly.filter(name => e[name] !== undefined).map(name => `${name} is set without OIDC_ISSUER`);
  }
  const faults: string[] = [];
  if (!isTls(e.OIDC_ISSUER) && !isLoopback(new URL(e.OIDC_ISSUER).hostname)) {
    faults.push('OIDC_ISSUER must begin with https://');
  }
  if (e.OIDC_AUDIENCE === undefined) {
    faults.push('OIDC_AUDIENCE is missing: the client id that Vigil is registered under at OIDC_ISSUER');
  }
  if (e.OIDC_CLIENT_SECRET !== undefined && e.OIDC_CLIENT_SECRET_FILE !== undefined) {
    faults.push('OIDC_CLIENT_SECRET_FILE must not be set beside OIDC_CLIENT_SECRET');
  }
  return faults;
};

/** What no variable alone shows to be wrong. */
export const signInFaults = (e: Environment): string[] => [...tlsFaults(e), ...oidcFaults(e)];

const oidcOf = (e: Environment): OidcOptions | null => {
  if (e.OIDC_ISSUER === undefined || e.OIDC_AUDIENCE === undefined) return null;
  return {
    issuer: e.OIDC_ISSUER,
    clientId: e.OIDC_AUDIENCE,
    clientSecret: e.OIDC_CLIENT_SECRET ?? e.OIDC_CLIENT_SECRET_FILE ?? null,
    name: e.OIDC_NAME,
    usernameClaim: e.OIDC_USERNAME_CLAIM,
  };
};

export const signInOf = (e: Environment): SignInOptions => ({
  idleMs: e.VIGIL_IDLE_MINUTES * 60_000,
  notice: e.VIGIL_NOTICE,
  publicUrl: e.VIGIL_PUBLIC_URL ?? null,
  behindProxy: e.VIGIL_PROXY === 'on',
  secureCookies: e.TLS_CERT !== undefined || e.VIGIL_PROXY === 'on',
  oidc: oidcOf(e),
  demoToken: e.VIGIL_DEMO_TOKEN ?? null,
});

export const tlsOf = ({ TLS_CERT: cert, TLS_KEY: key }: Environment): Tls | null =>
  cert === undefined || key === undefined ? null : { cert, key };

/** Nothing of it is secret. */
export const describeSignIn = (
  { publicUrl, behindProxy, idleMs, oidc }: SignInOptions,
  tls: Tls | null,
): Readonly<Record<string, string>> => ({
  ...(publicUrl ? { publicUrl } : {}),
  ...(tls ? { tls: 'on' } : {}),
  ...(behindProxy ? { proxy: 'on' } : {}),
  idleMinutes: String(idleMs / 60_000),
  ...(oidc ? { oidcIssuer: oidc.issuer } : {}),
});
