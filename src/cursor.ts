import type { z } from 'zod';
import { AppError } from './errors.ts';

export const encodeCursor = (value: unknown): string =>
  Buffer.from(JSON.stringify(value)).toString('base64url');

export const badCursor = (): AppError =>
  new AppError('bad-request', 'cursor is not one that this list returned', {
    field: 'cursor',
    remedy: 'use the value of `next` from the page before, or leave cursor out to start over',
  });

/** @throws AppError bad-request naming `cursor` when it is not one that a list of this kind handed out */
export const decodeCursor = <T>(cursor: string, schema: z.ZodType<T>): T => {
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    throw badCursor();
  }
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw badCursor();
  return parsed.data;
};
