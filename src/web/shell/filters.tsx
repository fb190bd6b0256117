import type { ProgramBody } from '../../contract/programs.ts';
import { severities } from '../../domain/alert.ts';
import type { Place } from '../lib/place.ts';
import { text } from '../strings.ts';

type Choice = readonly [value: string, label: string];
type FilterName = 'program' | 'severity' | 'state' | 'owner' | 'snoozed';

const { filters } = text;

const programChoices = (programs: readonly ProgramBody[]): Choice[] => [
  ['', filters.allPrograms],
  ...programs.map(({ id, name }): Choice => [id, name]),
];

const severityChoices: Choice[] = [
  ['', filters.allSeverities],
  ...severities.toReversed().map((severity): Choice => [severity, text.severity[severity]]),
];

const choices: Readonly<Record<Exclude<FilterName, 'program'>, readonly Choice[]>> = {
  severity: severityChoices,
  state: [
    ['', filters.allStates],
    ['open', filters.open],
    ['acknowledged', filters.acknowledged],
    ['awaiting', filters.awaiting],
  ],
  owner: [
    ['', filters.everyones],
    ['mine', filters.mine],
    ['nobody', filters.nobodys],
  ],
  snoozed: [
    ['', filters.snoozedHidden],
    ['only', filters.snoozedOnly],
    ['shown', filters.snoozedShown],
  ],
};

const names: readonly FilterName[] = ['program', 'severity', 'state', 'owner', 'snoozed'];

type Props = { place: Place; programs: readonly ProgramBody[]; go: (change: Partial<Place>) => void };

export const Filters = ({ place, programs, go }: Props) => (
  <search className="filters" aria-label={filters.label}>
    {names.map(name => (
      <select
        key={name}
        aria-label={filters.names[name]}
        className={place[name] === '' ? undefined : 'set'}
        value={place[name]}
        onChange={event => go({ [name]: event.target.value })}
      >
        {(name === 'program' ? programChoices(programs) : choices[name]).map(([value, label]) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
    ))}
  </search>
);
