import type { RejectedGroupBody } from '../../contract/ingest.ts';
import type { ProviderRequestsBody } from '../../contract/provider-requests.ts';
import type { PageOf } from '../lib/api.ts';
import { useResource } from '../lib/use-resource.ts';
import { usePermission } from '../session/session.ts';
import { text } from '../strings.ts';
import type { Turns } from '../use-live.ts';

const enough = 50;

const lengthOf = (page: PageOf<unknown> | null): string => {
  if (page === null) return text.none;
  return page.next === null ? String(page.items.length) : `${page.items.length}+`;
};

/** How much waits for a person outside the worklist: cheap, so capped at a page. */
export const useCounts = ({
  readings,
  messages,
  patient,
}: Pick<Turns, 'readings' | 'messages' | 'patient'>) => {
  const mayReadings = usePermission('patients:write');
  const mayMessages = usePermission('devices:read');
  const mayAnswer = usePermission('provider:answer');
  const asked = 'provider-requests?limit=1&provider=%40me';
  const awaiting = useResource<ProviderRequestsBody>(mayAnswer ? asked : null, patient).value;
  const listOf = (name: string) => (mayReadings ? `${name}?limit=${enough}` : null);
  const whose = useResource<PageOf<unknown>>(listOf('unowned-readings'), readings).value;
  const suspect = useResource<PageOf<unknown>>(listOf('suspect-readings'), readings).value;
  const groups = useResource<PageOf<RejectedGroupBody>>(
    mayMessages ? 'rejected/groups' : null,
    messages,
  ).value;
  const rejected = groups?.items.reduce((sum, group) => sum + group.messages, 0);
  return {
    'awaits-me': awaiting === null ? text.none : String(awaiting.open),
    whose: lengthOf(whose),
    suspect: lengthOf(suspect),
    rejected: rejected === undefined ? text.none : String(rejected),
  };
};
