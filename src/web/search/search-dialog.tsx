import { type KeyboardEvent, useId, useState } from 'react';
import type { PatientSummaryBody } from '../../contract/patients.ts';
import { fullName } from '../list/line.tsx';
import { Dialog } from '../shell/dialog.tsx';
import { ProblemBox } from '../shell/problem-box.tsx';
import { text } from '../strings.ts';
import { useSearch } from './use-search.ts';

type Props = {
  readonly title: string;
  readonly programNames: ReadonlyMap<string, string>;
  readonly onChoose: (patient: PatientSummaryBody) => void;
  readonly onClose: () => void;
};

const { search: words } = text;

type OptionProps = {
  id: string;
  patient: PatientSummaryBody;
  programName: string;
  isActive: boolean;
  onChoose: () => void;
};

const Option = ({ id, patient, programName, isActive, onChoose }: OptionProps) => (
  <div
    id={id}
    role="option"
    tabIndex={-1}
    aria-selected={isActive}
    className={isActive ? 'found active' : 'found'}
    onClick={onChoose}
    onKeyDown={event => event.key === 'Enter' && onChoose()}
  >
    <strong>{fullName(patient)}</strong>
    <span className="muted">
      {[text.panel.born(patient.birthDate), text.panel.siteId(patient.siteId), programName].join(' · ')}
      {patient.status !== 'active' && ` · ${text.statuses[patient.status]}`}
    </span>
  </div>
);

/** Finds a patient by keyboard: the field keeps the focus, arrows choose, Enter opens. */
export const SearchDialog = ({ title, programNames, onChoose, onClose }: Props) => {
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const found = useSearch(typed);
  const id = useId();
  const items = found?.items ?? [];
  const active = Math.min(at, items.length - 1);
  const optionId = (index: number) => `${id}-option-${index}`;
  const onKeyDown = (event: KeyboardEvent) => {
    const moves: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 };
    const move = moves[event.key];
    const chosen = items[active];
    if (move !== undefined) setAt(Math.max(0, Math.min(items.length - 1, active + move)));
    else if (event.key === 'Enter' && chosen && found?.q === typed.trim()) onChoose(chosen);
    else return;
    event.preventDefault();
  };
  return (
    <Dialog title={title} onClose={onClose}>
      <div className="stack search-box">
        <label htmlFor={id}>{words.label}</label>
        <input
          id={id}
          role="combobox"
          aria-expanded={items.length > 0}
          aria-controls={`${id}-list`}
          aria-activedescendant={items.length > 0 ? optionId(active) : undefined}
          autoComplete="off"
          spellCheck={false}
          value={typed}
          onChange={event => {
            setTyped(event.target.value);
            setAt(0);
          }}
          onKeyDown={onKeyDown}
        />
        <output className="muted small">{found ? words.found(items.length, found.more) : words.hint}</output>
        {found?.problem && <ProblemBox problem={found.problem} />}
        <div className="found-list" id={`${id}-list`} role="listbox" aria-label={words.title}>
          {items.map((patient, index) => (
            <Option
              key={patient.id}
              id={optionId(index)}
              patient={patient}
              programName={programNames.get(patient.programId) ?? patient.programId}
              isActive={index === active}
              onChoose={() => onChoose(patient)}
            />
          ))}
        </div>
      </div>
    </Dialog>
  );
};
