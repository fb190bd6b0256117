import type { Context, MiddlewareHandler } from 'hono';
import { AppError } from '../errors.ts';
import type { Env } from './guards.ts';

const nul = '\u0000';

type Found = { readonly path: string; readonly value: unknown };

/** Where in a body a NUL stands: `note`, `items.0.id`; null: nowhere. A loop, for a body may be nested very deeply. */
export const placeOfNul = (body: unknown): string | null => {
  const left: Found[] = [{ path: '', value: body }];
  for (let next = left.pop(); next; next = left.pop()) {
    const { path, value } = next;
    if (typeof value === 'string' && value.includes(nul)) return path || 'body';
    if (typeof value !== 'object' || value === null) continue;
    for (const [key, inner] of Object.entries(value)) {
      if (key.includes(nul)) return path || 'body';
      left.push({ path: path.length > 200 ? path : [path, key].filter(Boolean).join('.'), value: inner });
    }
  }
  return null;
};

const refuse = (field: string): AppError =>
  new AppError('bad-request', `${field}: holds a NUL character`, {
    field,
    remedy: 'leave the character U+0000 out: no text holds it, and PostgreSQL keeps none',
  });

const isJson = (c: Context<Env>): boolean =>
  (c.req.header('content-type') ?? '').toLowerCase().startsWith('application/json');

/** A text with NUL in it cannot be kept in every store; messages of devices are for the decoders. */
export const withoutNul: MiddlewareHandler<Env> = async (c, next) => {
  const [address = '', query = ''] = c.req.url.split('?', 2);
  if (address.includes('%00')) throw refuse('path');
  if (query.includes('%00')) throw refuse('query');
  if (c.req.method !== 'GET' && isJson(c) && !c.req.path.startsWith('/api/v1/ingest/')) {
    const text = await c.req.text();
    const place = text.includes('\\u0000') ? placeOfNul(parsed(text)) : null;
    if (place !== null) throw refuse(place);
  }
  await next();
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    // the route says what is wrong with it
    return null;
  }
};
