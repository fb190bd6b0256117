import { type SubmitEvent, useState } from 'react';
import { Button } from '../kit/button.tsx';
import { Tabs } from '../kit/tabs.tsx';
import { TextField } from '../kit/text-field.tsx';
import { ReportFrame } from '../lead/report-frame.tsx';
import { adminWords } from '../strings/admin.ts';
import { ChangesList, ReadsList } from './audit-lists.tsx';
import { Verify } from './verify.tsx';

const { audit: words } = adminWords;

type Asked = { readonly patient: string; readonly actor: string };

const nothingAsked: Asked = { patient: '', actor: '' };

const Search = ({ onSearch }: { readonly onSearch: (asked: Asked) => void }) => {
  const [asked, setAsked] = useState(nothingAsked);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    onSearch({ patient: asked.patient.trim(), actor: asked.actor.trim() });
  };
  const clear = () => {
    setAsked(nothingAsked);
    onSearch(nothingAsked);
  };
  return (
    <form className="report-tools" onSubmit={submit}>
      <TextField
        label={words.patient}
        help={words.patientHelp}
        value={asked.patient}
        onChange={patient => setAsked({ ...asked, patient })}
      />
      <TextField
        label={words.actor}
        help={words.actorHelp}
        value={asked.actor}
        onChange={actor => setAsked({ ...asked, actor })}
      />
      <Button type="submit">{words.search}</Button>
      <Button look="quiet" onPress={clear}>
        {words.clear}
      </Button>
    </form>
  );
};

const isHere = { value: true, isLoading: false, problem: null };

/** Changes and reads by patient and person, and whether they are as they were written. */
export const AuditPage = () => {
  const [tab, setTab] = useState('changes');
  const [asked, setAsked] = useState(nothingAsked);
  const [turn, setTurn] = useState(0);
  const query = { patient: asked.patient || null, actor: asked.actor || null };
  return (
    <ReportFrame
      title={words.title}
      about={words.about}
      tools={<Search onSearch={setAsked} />}
      report={isHere}
      asOf={null}
      onRefresh={() => setTurn(turn + 1)}
    >
      <Verify />
      <Tabs
        label={words.title}
        selected={tab}
        onSelect={setTab}
        tabs={[
          { id: 'changes', title: words.tabs.changes, content: <ChangesList query={query} turn={turn} /> },
          { id: 'reads', title: words.tabs.reads, content: <ReadsList query={query} turn={turn} /> },
        ]}
      />
    </ReportFrame>
  );
};
