import { useMemo } from 'react';
import type { AlertBody } from '../../contract/alerts.ts';
import type { WorklistItemBody } from '../../contract/worklist.ts';
import { Charts } from '../chart/charts.tsx';
import { type PageOf, withQuery } from '../lib/api.ts';
import { useResource } from '../lib/use-resource.ts';
import { ProblemBox } from '../shell/problem-box.tsx';
import { text } from '../strings.ts';
import type { Desk } from '../use-desk.ts';
import { Actions } from './actions.tsx';
import { Alerts } from './alerts.tsx';
import { CloseForm } from './close-form.tsx';
import { Contacts, Identity } from './identity.tsx';
import { NoteForm } from './note-form.tsx';
import { Notes } from './notes.tsx';

type Props = { desk: Desk; item: WorklistItemBody };

const alertsShown = 100;
const none: readonly AlertBody[] = [];

const Outcome = ({ desk, item }: Props) => {
  const { outcome } = desk.verbs;
  const mine = outcome?.itemId === item.id ? outcome : null;
  return (
    <>
      <output className="notice">{mine?.ok ? mine.notice : ''}</output>
      {mine?.ok === false && <ProblemBox problem={mine.problem} />}
    </>
  );
};

const Form = ({ desk, item }: Props) => {
  const { verbs, form, setForm } = desk;
  if (item.state === 'closed' || form === null) return null;
  const cancel = () => setForm(null);
  return form === 'note' ? (
    <NoteForm
      itemId={item.id}
      busy={verbs.busy}
      onSave={note => verbs.act(item, { is: 'note', text: note })}
      onCancel={cancel}
    />
  ) : (
    <CloseForm
      item={item}
      now={desk.now}
      busy={verbs.busy}
      onClose={verb => verbs.act(item, verb)}
      onCancel={cancel}
    />
  );
};

const OtherItem = ({ desk, item }: Props) => {
  const other = desk.patient.value?.openItemId;
  if (item.state !== 'closed' || !other || other === item.id) return null;
  return (
    <button type="button" className="link" onClick={() => desk.open(other)}>
      {text.panel.openOther}
    </button>
  );
};

export const Panel = ({ desk, item }: Props) => {
  const { patient, verbs, form, setForm, now } = desk;
  const { timeZone, id, programId } = item.patient;
  const path = withQuery(`patients/${encodeURIComponent(id)}/alerts`, { limit: alertsShown });
  const history = useResource<PageOf<AlertBody>>(path, desk.turn);
  const all = history.value?.items ?? none;
  const charted = useMemo(() => [...item.alerts, ...all], [item.alerts, all]);
  return (
    <>
      <div className="panel-head">
        <Identity
          summary={item.patient}
          patient={patient.value}
          programName={desk.programNames.get(programId) ?? programId}
          now={now}
        />
        <button type="button" className="dismiss" onClick={() => desk.open('')} aria-label={text.panel.close}>
          ×
        </button>
        <Actions
          item={item}
          busy={verbs.busy}
          form={form}
          onAcknowledge={() => void verbs.act(item, { is: 'acknowledge' })}
          onForm={setForm}
        />
        <Outcome desk={desk} item={item} />
      </div>
      <div className="panel-body">
        <OtherItem desk={desk} item={item} />
        {desk.item.problem && <ProblemBox problem={desk.item.problem} onRetry={desk.item.reload} />}
        {patient.problem && (
          <ProblemBox title={text.panel.failed} problem={patient.problem} onRetry={patient.reload} />
        )}
        <Form desk={desk} item={item} />
        <Alerts current={item.alerts} all={all} timeZone={timeZone} />
        {patient.value && (
          <Charts
            patient={patient.value}
            alerts={charted}
            turn={desk.turn}
            serverAheadMs={desk.worklist.lines?.serverAheadMs ?? 0}
          />
        )}
        <Notes item={item} />
        <Contacts patient={patient.value} />
      </div>
    </>
  );
};
