import { useState } from 'react';
import type { PatientSummaryBody } from '../../contract/patients.ts';
import { Dialog } from '../kit/dialog.tsx';
import { Finder } from '../kit/finder.tsx';
import { fullName } from '../list/line.tsx';
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

const Content = ({ patient, programName }: { patient: PatientSummaryBody; programName: string }) => (
  <>
    <strong>{fullName(patient)}</strong>
    <span className="muted">
      {[text.panel.born(patient.birthDate), text.panel.siteId(patient.siteId), programName].join(' · ')}
      {patient.status !== 'active' && ` · ${text.statuses[patient.status]}`}
    </span>
  </>
);

/** Finds a patient by keyboard; what was found for another text than stands there opens nobody. */
export const SearchDialog = ({ title, programNames, onChoose, onClose }: Props) => {
  const [typed, setTyped] = useState('');
  const found = useSearch(typed);
  const items = found?.items ?? [];
  const choose = (id: string) => {
    const chosen = items.find(patient => patient.id === id);
    if (chosen && found?.q === typed.trim()) onChoose(chosen);
  };
  return (
    <Dialog title={title} onClose={onClose} width="middle" isHigh>
      <Finder
        label={words.label}
        listLabel={words.title}
        value={typed}
        onChange={setTyped}
        onChoose={choose}
        found={items.map(patient => ({
          id: patient.id,
          name: fullName(patient),
          content: (
            <Content
              patient={patient}
              programName={programNames.get(patient.programId) ?? patient.programId}
            />
          ),
        }))}
      >
        <output className="muted small">{found ? words.found(items.length, found.more) : words.hint}</output>
        {found?.problem && <ProblemBox problem={found.problem} />}
      </Finder>
    </Dialog>
  );
};
