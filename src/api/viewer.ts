import type { Context } from 'hono';
import { actorName } from '../domain/actor.ts';
import type { Viewer } from '../worklist/list-filter.ts';
import type { Env } from './guards.ts';

/** Who asks, for lists that show what she may see. */
export const viewerOf = (c: Context<Env>): Required<Viewer> => ({
  programs: c.get('programs'),
  name: actorName(c.get('actor')),
  onlyAwaiting: c.get('principal').onlyAwaiting,
});
