import type { ReactNode } from 'react';
import { lazily } from './lib/lazily.tsx';
import { laneOf, type View } from './lib/place.ts';
import { Worklist } from './list/worklist.tsx';
import { Panel } from './panel/panel.tsx';
import { SearchDialog } from './search/search-dialog.tsx';
import { ActorDialog } from './shell/actor-dialog.tsx';
import { Header } from './shell/header.tsx';
import { HelpDialog } from './shell/help-dialog.tsx';
import { ProblemBox } from './shell/problem-box.tsx';
import { text } from './strings.ts';
import { type Desk, useDesk } from './use-desk.ts';
import { useDeskKeys } from './use-desk-keys.ts';
import { UndoToast } from './verbs/undo-toast.tsx';
import { RejectedList } from './views/rejected/rejected-list.tsx';
import { SuspectList } from './views/suspect/suspect-list.tsx';
import { WhoseList } from './views/whose/whose-list.tsx';

const RiskList = lazily(async () => (await import('./views/risk/risk-list.tsx')).RiskList);

const lists: Readonly<Record<View, (props: { desk: Desk }) => ReactNode>> = {
  clinical: Worklist,
  'no-data': Worklist,
  technical: Worklist,
  risk: RiskList,
  whose: WhoseList,
  suspect: SuspectList,
  rejected: RejectedList,
};

const Side = ({ desk }: { desk: Desk }) => {
  const { place, opened } = desk;
  const { subject, item, patient } = opened;
  const placeId = place.item || place.patient;
  if (placeId === '') {
    return (
      <div className="empty">
        <p>{text.panel.nothing}</p>
        <p className="muted">{text.panel.hint}</p>
      </div>
    );
  }
  if (subject) return <Panel key={placeId} desk={desk} subject={subject} />;
  const failed = place.item ? item : patient;
  if (!failed.problem) return <p className="empty">{text.loading}</p>;
  return <ProblemBox title={text.panel.failed} problem={failed.problem} onRetry={failed.reload} />;
};

const Dialogs = ({ desk }: { desk: Desk }) => {
  const { dialog, setDialog, actor, programNames, openPatient } = desk;
  const close = () => setDialog(null);
  if (dialog === 'actor') return <ActorDialog actor={actor} onClose={close} />;
  if (dialog === 'help') return <HelpDialog onClose={close} />;
  if (dialog !== 'search') return null;
  return (
    <SearchDialog
      title={text.search.title}
      programNames={programNames}
      onClose={close}
      onChoose={patient => {
        close();
        openPatient(patient.id);
      }}
    />
  );
};

export const App = () => {
  const desk = useDesk();
  useDeskKeys(desk);
  const List = lists[desk.place.view];
  return (
    <>
      <button type="button" className="skip" onClick={() => document.getElementById('worklist')?.focus()}>
        {text.skip}
      </button>
      <Header desk={desk} />
      <div className="split">
        <List key={laneOf(desk.place.view) === null ? desk.place.view : 'worklist'} desk={desk} />
        <aside className="panel" aria-label={text.panel.label}>
          <Side desk={desk} />
        </aside>
      </div>
      <UndoToast verbs={desk.verbs} />
      <Dialogs desk={desk} />
    </>
  );
};
