import { AppError } from '../errors.ts';
import type { RejectedRow } from './rejected-list.ts';

/** @throws AppError conflict, naming who was first, when a message waits for nobody any more */
export const mustWait = ({ state, resolvedBy, resolvedAt }: RejectedRow): void => {
  if (state === 'waiting') return;
  throw new AppError('conflict', `this message was ${state} already`, {
    remedy: 'look at the message as it is now',
    ...(resolvedBy === null || resolvedAt === null
      ? {}
      : { conflict: { by: resolvedBy, at: resolvedAt, state } }),
  });
};
