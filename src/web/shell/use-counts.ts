import type { RejectedGroupBody } from '../../contract/ingest.ts';
import type { PageOf } from '../lib/api.ts';
import { useResource } from '../lib/use-resource.ts';
import { text } from '../strings.ts';
import type { Turns } from '../use-live.ts';

const enough = 50;

const lengthOf = (page: PageOf<unknown> | null): string => {
  if (page === null) return text.none;
  return page.next === null ? String(page.items.length) : `${page.items.length}+`;
};

/** How much waits for a person outside the worklist: cheap, so capped at a page. */
export const useCounts = ({ readings, messages }: Pick<Turns, 'readings' | 'messages'>) => {
  const whose = useResource<PageOf<unknown>>(`unowned-readings?limit=${enough}`, readings).value;
  const suspect = useResource<PageOf<unknown>>(`suspect-readings?limit=${enough}`, readings).value;
  const groups = useResource<PageOf<RejectedGroupBody>>('rejected/groups', messages).value;
  const rejected = groups?.items.reduce((sum, group) => sum + group.messages, 0);
  return {
    whose: lengthOf(whose),
    suspect: lengthOf(suspect),
    rejected: rejected === undefined ? text.none : String(rejected),
  };
};
