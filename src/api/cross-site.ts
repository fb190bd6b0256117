import type { Context } from 'hono';
import type { SignInOptions } from '../config-sign-in.ts';
import { AppError } from '../errors.ts';
import type { Env } from './guards.ts';

const hostOf = (url: string): string | null => {
  try {
    return new URL(url).host;
  } catch {
    return null;
  }
};

/** Of this page, or of the address under which people reach it. */
const isOwn = (c: Context<Env>, origin: string, publicUrl: string | null): boolean => {
  const host = hostOf(origin);
  return (
    host !== null && (host === c.req.header('host') || (publicUrl !== null && host === hostOf(publicUrl)))
  );
};

/**
 * A browser sends the cookie also with what another site makes it send; such a request says where it comes from
 * (OWASP: Fetch Metadata and Origin). Beside it the cookie is SameSite=Strict and bodies are JSON.
 * @throws AppError not-permitted
 */
export const refuseOtherSites = (c: Context<Env>, { publicUrl }: Pick<SignInOptions, 'publicUrl'>): void => {
  const site = c.req.header('sec-fetch-site');
  const origin = c.req.header('origin');
  const saysOwn =
    (site === undefined || site === 'same-origin') && (origin === undefined || isOwn(c, origin, publicUrl));
  if (saysOwn && (site !== undefined || origin !== undefined)) return;
  throw new AppError('not-permitted', 'this request does not come from the page of Vigil', {
    field: 'Origin',
    remedy: 'a script uses a token: send Authorization: Bearer instead of the cookie',
  });
};
