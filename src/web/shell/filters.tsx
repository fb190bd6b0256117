import type { ProgramBody } from '../../contract/programs.ts';
import { severities } from '../../domain/alert.ts';
import type { Place } from '../lib/place.ts';
import { text } from '../strings.ts';

type Choice = readonly [value: string, label: string];
type SelectProps = {
  label: string;
  value: string;
  choices: readonly Choice[];
  onChange: (value: string) => void;
};

const Select = ({ label, value, choices, onChange }: SelectProps) => (
  <label className="filter">
    <span>{label}</span>
    <select value={value} onChange={event => onChange(event.target.value)}>
      {choices.map(([choice, title]) => (
        <option key={choice} value={choice}>
          {title}
        </option>
      ))}
    </select>
  </label>
);

const { filters } = text;
const severityChoices: Choice[] = [
  ['', filters.allSeverities],
  ...severities.toReversed().map((severity): Choice => [severity, text.severity[severity]]),
];
const stateChoices: Choice[] = [
  ['', filters.allStates],
  ['open', filters.open],
  ['acknowledged', filters.acknowledged],
];

type Props = { place: Place; programs: readonly ProgramBody[]; go: (change: Partial<Place>) => void };

export const Filters = ({ place, programs, go }: Props) => {
  const programChoices: Choice[] = [
    ['', filters.allPrograms],
    ...programs.map(({ id, name }): Choice => [id, name]),
  ];
  return (
    <search className="filters" aria-label={filters.label}>
      <Select
        label={filters.program}
        value={place.program}
        choices={programChoices}
        onChange={program => go({ program })}
      />
      <Select
        label={filters.severity}
        value={place.severity}
        choices={severityChoices}
        onChange={severity => go({ severity })}
      />
      <Select
        label={filters.state}
        value={place.state}
        choices={stateChoices}
        onChange={state => go({ state })}
      />
    </search>
  );
};
