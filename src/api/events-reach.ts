import type { Principal } from '../accounts/principal.ts';
import { patientsSeen, seesAll } from '../accounts/subject.ts';
import type { EventBody } from '../contract/events.ts';
import type { ApiDeps } from './context.ts';

/** Of these events those within somebody's reach: about her programs' patients, or about no patient at all. */
export const eventsSeen = async (
  { store, clock }: Pick<ApiDeps, 'store' | 'clock'>,
  principal: Principal,
  events: readonly EventBody[],
): Promise<readonly EventBody[]> => {
  if (seesAll(principal)) return events;
  const patientIds = new Set(events.flatMap(({ patientId }) => patientId ?? []));
  if (patientIds.size === 0) return events;
  const seen = new Set(await patientsSeen(store, principal, [...patientIds], clock.now()));
  return events.filter(({ patientId }) => patientId === null || seen.has(patientId));
};
