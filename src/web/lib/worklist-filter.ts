import type { Lane } from '../../domain/alert.ts';
import { laneOf, type Place } from './place.ts';

export type Filter = {
  readonly lane: Lane;
  readonly program?: string;
  readonly severity?: string;
  readonly state?: string;
  readonly awaiting?: string;
  readonly owner?: string;
  readonly snoozed?: string;
};

const ownerOf = (owner: string, actorName: string): string | null => {
  if (owner === 'nobody') return '';
  return owner === 'mine' && actorName !== '' ? actorName : null;
};

/** What a place asks of the server; other views keep the clinical lane at hand for its count. */
export const filterOf = (place: Place, actorName: string): Filter => {
  const { program, severity, state, snoozed } = place;
  const owner = ownerOf(place.owner, actorName);
  return {
    lane: laneOf(place.view) ?? 'clinical',
    ...(program && { program }),
    ...(severity && { severity }),
    ...(state && (state === 'awaiting' ? { awaiting: 'provider' } : { state })),
    ...(owner !== null && { owner }),
    ...(snoozed && { snoozed }),
  };
};
