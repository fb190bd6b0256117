import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { longestSessionMs } from '../accounts/sessions.ts';
import type { SignInOptions } from '../config-sign-in.ts';

type Options = Pick<SignInOptions, 'secureCookies'>;

const name = 'vigil_session';

/** `__Host-`: the browser takes it over TLS only, from this host only. */
const prefixOf = ({ secureCookies }: Options): { prefix?: 'host' } =>
  secureCookies ? { prefix: 'host' } : {};

export const sessionCookie = (c: Context, options: Options): string | null =>
  getCookie(c, name, prefixOf(options).prefix) ?? null;

export const setSessionCookie = (c: Context, options: Options, value: string): void =>
  setCookie(c, name, value, {
    ...prefixOf(options),
    path: '/',
    httpOnly: true,
    sameSite: 'Strict',
    secure: options.secureCookies,
    maxAge: longestSessionMs / 1000,
  });

export const dropSessionCookie = (c: Context, options: Options): void => {
  deleteCookie(c, name, { ...prefixOf(options), path: '/', secure: options.secureCookies });
};
