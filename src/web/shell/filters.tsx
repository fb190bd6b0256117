import { memo } from 'react';
import type { ProgramBody } from '../../contract/programs.ts';
import type { FacetsBody } from '../../contract/views.ts';
import { severities } from '../../domain/alert.ts';
import { riskTiers } from '../../domain/risk.ts';
import type { Choice } from '../kit/choice.ts';
import { Select } from '../kit/select.tsx';
import type { Place } from '../lib/place.ts';
import { useResource } from '../lib/use-resource.ts';
import { ofPerson } from '../lib/worklist-filter.ts';
import { text } from '../strings.ts';
import { SavedViews } from './saved-views.tsx';

const { filters } = text;

const names = ['program', 'severity', 'owner', 'state', 'tier', 'site', 'tag', 'snoozed'] as const;
type FilterName = (typeof names)[number];

type Counted = FacetsBody['sites'][number];

const any = (label: string): Choice => ({ value: '', label });

const counted = (list: readonly Counted[] | undefined, prefix = ''): Choice[] =>
  (list ?? []).map(({ name, items }) => ({ value: prefix + name, label: filters.counted(name, items) }));

/** What is chosen stands among the choices, also when no open item has it any more. */
const withChosen = (choices: readonly Choice[], value: string, label: string): Choice[] =>
  choices.some(choice => choice.value === value) ? [...choices] : [...choices, { value, label }];

const fixed = {
  severity: [
    any(filters.allSeverities),
    ...severities.toReversed().map(value => ({ value, label: text.severity[value] })),
  ],
  state: [
    any(filters.allStates),
    { value: 'open', label: filters.open },
    { value: 'acknowledged', label: filters.acknowledged },
    { value: 'awaiting', label: filters.awaiting },
    { value: 'overdue', label: filters.overdueProvider },
  ],
  tier: [any(filters.allTiers), ...riskTiers.map(value => ({ value, label: filters.tiers[value] }))],
  snoozed: [
    any(filters.snoozedHidden),
    { value: 'only', label: filters.snoozedOnly },
    { value: 'shown', label: filters.snoozedShown },
  ],
} satisfies Partial<Record<FilterName, readonly Choice[]>>;

const choicesOf = (
  place: Place,
  programs: readonly ProgramBody[],
  facets: FacetsBody | null,
  actorName: string,
): Readonly<Record<FilterName, readonly Choice[]>> => ({
  ...fixed,
  program: [any(filters.allPrograms), ...programs.map(({ id, name }) => ({ value: id, label: name }))],
  owner: withChosen(
    [
      any(filters.everyones),
      { value: 'mine', label: filters.mine },
      { value: 'nobody', label: filters.nobodys },
      ...counted(
        facets?.owners.filter(({ name }) => name !== actorName),
        ofPerson,
      ),
    ],
    place.owner,
    place.owner.slice(ofPerson.length),
  ),
  site: withChosen([any(filters.allSites), ...counted(facets?.sites)], place.site, place.site),
  tag: withChosen([any(filters.allTags), ...counted(facets?.tags)], place.tag, place.tag),
});

/** Sites and tags are asked for only where patients have them. */
const isShown = (name: FilterName, place: Place, choices: readonly Choice[]): boolean =>
  (name !== 'site' && name !== 'tag') || choices.length > 1 || place[name] !== '';

type Props = {
  readonly place: Place;
  readonly programs: readonly ProgramBody[];
  /** rises when what can be filtered by may have changed */
  readonly turn: number;
  readonly actorName: string;
  readonly go: (change: Partial<Place>) => void;
};

export const Filters = memo(({ place, programs, turn, actorName, go }: Props) => {
  const facets = useResource<FacetsBody>('worklist-facets', turn).value;
  const choices = choicesOf(place, programs, facets, actorName);
  return (
    <search className="filters" aria-label={filters.label}>
      <SavedViews place={place} actorName={actorName} go={go} />
      {names
        .filter(name => isShown(name, place, choices[name]))
        .map(name => (
          <Select
            key={name}
            label={filters.names[name]}
            isLabelHidden
            isSmall
            isSet={place[name] !== ''}
            value={place[name]}
            onChange={value => go({ [name]: value })}
            choices={choices[name]}
          />
        ))}
    </search>
  );
});
