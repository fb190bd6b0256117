import { type Lane, lanes } from '../../domain/alert.ts';
import { laneOf, type Place } from './place-type.ts';

export type Filter = {
  readonly lane: Lane;
  readonly program?: string;
  readonly severity?: string;
  readonly state?: string;
  readonly awaiting?: string;
  readonly owner?: string;
  readonly tier?: string;
  readonly site?: string;
  readonly tag?: string;
  readonly snoozed?: string;
};

/** Stands before a person's name in the address. */
export const ofPerson = 'of:';

const ownerOf = (owner: string, actorName: string): string | null => {
  if (owner === 'nobody') return '';
  if (owner.startsWith(ofPerson)) return owner.slice(ofPerson.length);
  return owner === 'mine' && actorName !== '' ? actorName : null;
};

const stateOf = (state: string): Pick<Filter, 'state' | 'awaiting'> => {
  if (state === 'awaiting') return { awaiting: 'provider' };
  return state === 'overdue' ? { awaiting: 'overdue' } : { state };
};

/** What a place asks of the server; other views keep the clinical lane at hand for its count. */
export const filterOf = (place: Place, actorName: string): Filter => {
  const { program, severity, state, snoozed, tier, site, tag } = place;
  const owner = ownerOf(place.owner, actorName);
  return {
    lane: laneOf(place.view) ?? 'clinical',
    ...(program && { program }),
    ...(severity && { severity }),
    ...(state && stateOf(state)),
    ...(tier && { tier }),
    ...(site && { site }),
    ...(tag && { tag }),
    ...(owner !== null && { owner }),
    ...(snoozed && { snoozed }),
  };
};

const placeOwner = (owner: string | undefined, actorName: string): string => {
  if (owner === undefined) return '';
  if (owner === '') return 'nobody';
  return owner === '@me' || owner === actorName ? 'mine' : `${ofPerson}${owner}`;
};

type Filtered = Pick<Place, 'program' | 'severity' | 'state' | 'owner' | 'tier' | 'site' | 'tag' | 'snoozed'>;

/** Where a saved view leads: all filters, also those that it leaves open; its lane where it has one. */
export const placeOfView = (
  query: Readonly<Record<string, string>>,
  actorName: string,
): Filtered & { readonly view?: Lane } => {
  const { program = '', severity = '', tier = '', site = '', tag = '', snoozed = '' } = query;
  const lane = lanes.find(each => each === query.lane);
  const awaiting = query.awaiting === 'provider' ? 'awaiting' : query.awaiting;
  return {
    ...{ program, severity, tier, site, tag },
    snoozed: snoozed === 'hidden' ? '' : snoozed,
    state: awaiting ?? query.state ?? '',
    owner: placeOwner(query.owner, actorName),
    ...(lane && { view: lane }),
  };
};

/** What a view keeps of a place: one's own lines are those of whoever uses it. */
export const viewOfPlace = (place: Place, actorName: string): Filter => {
  const filter = filterOf(place, actorName);
  return place.owner === 'mine' ? { ...filter, owner: '@me' } : filter;
};
