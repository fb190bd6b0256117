import type { Context } from 'hono';
import type { Permission } from '../domain/role.ts';
import { AppError } from '../errors.ts';
import type { Env } from './guards.ts';

/** Nobody gives what she does not hold herself, nor takes over an account that may more. @throws AppError not-permitted */
export const refuseGivingMore = (c: Context<Env>, given: Iterable<Permission>, field: string): void => {
  const { permissions } = c.get('principal');
  const more = [...given].filter(permission => !permissions.has(permission));
  if (more.length === 0) return;
  throw new AppError('not-permitted', `you do not hold ${more.join(', ')} yourself`, {
    field,
    remedy:
      'leave it out, or ask somebody who holds it; act-for is given with vigil token issue on the machine',
  });
};
