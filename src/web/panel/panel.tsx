import { useMemo } from 'react';
import type { AlertBody } from '../../contract/alerts.ts';
import { Charts } from '../chart/charts.tsx';
import { type PageOf, withQuery } from '../lib/api.ts';
import { useResource } from '../lib/use-resource.ts';
import { ProblemBox } from '../shell/problem-box.tsx';
import { text } from '../strings.ts';
import type { Desk } from '../use-desk.ts';
import { DeedButtons } from '../verbs/deed-buttons.tsx';
import type { Deed } from '../verbs/deeds.ts';
import { type Subject, subjectKey } from '../verbs/subject.ts';
import { DecidedBar } from '../views/decided-bar.tsx';
import { type Resolving, useResolve } from '../views/use-resolve.ts';
import { Alerts } from './alerts.tsx';
import { Background } from './background.tsx';
import { ContactLog } from './contact-log.tsx';
import { DeedForm } from './deed-form.tsx';
import { History } from './history.tsx';
import { Contacts, Identity } from './identity.tsx';
import { Notes } from './notes.tsx';
import { Resolutions } from './resolutions.tsx';
import { RiskCard } from './risk-card.tsx';
import { Standing } from './standing.tsx';

type Props = { desk: Desk; subject: Subject };

const alertsShown = 100;
const none: readonly AlertBody[] = [];

const Outcome = ({ desk, subject }: Props) => {
  const { outcome } = desk.verbs;
  const here = outcome?.about === subjectKey(subject) ? outcome : null;
  return (
    <>
      <output className="notice">{here?.ok ? here.notice : ''}</output>
      {here?.ok === false && <ProblemBox problem={here.problem} />}
    </>
  );
};

const OtherItem = ({ desk, subject: { item, patient } }: Props) => {
  const other = patient?.openItemId;
  if (item?.state !== 'closed' || !other || other === item.id) return null;
  return (
    <button type="button" className="link" onClick={() => desk.open(other)}>
      {text.panel.openOther}
    </button>
  );
};

const Head = ({ desk, subject, resolving }: Props & { resolving: Resolving }) => {
  const { summary } = subject;
  const { form, setForm, verbs } = desk;
  const onDeed = (deed: Deed) => {
    if (deed.atOnce) void verbs.run(deed, subject, {});
    else setForm(form === deed.name ? null : deed.name);
  };
  return (
    <div className="panel-head">
      <Identity
        summary={summary}
        patient={subject.patient}
        programName={desk.programNames.get(summary.programId) ?? summary.programId}
        now={desk.now}
      />
      <button type="button" className="dismiss" onClick={() => desk.open('')} aria-label={text.panel.close}>
        ×
      </button>
      <div className="actions">
        <DeedButtons subject={subject} busy={verbs.busy} form={form} onDeed={onDeed} />
        <Standing subject={subject} now={desk.now} />
      </div>
      <Outcome desk={desk} subject={subject} />
      <DecidedBar desk={desk} resolving={resolving} />
    </div>
  );
};

export const Panel = ({ desk, subject }: Props) => {
  const { item, patient, summary } = subject;
  const { id, timeZone } = summary;
  const path = withQuery(`patients/${encodeURIComponent(id)}/alerts`, { limit: alertsShown });
  const history = useResource<PageOf<AlertBody>>(path, desk.turns.patient);
  const all = history.value?.items ?? none;
  const current = item?.alerts ?? none;
  const charted = useMemo(() => [...current, ...all], [current, all]);
  const { opened, turns } = desk;
  const resolving = useResolve(desk);
  return (
    <>
      <Head desk={desk} subject={subject} resolving={resolving} />
      <div className="panel-body">
        <OtherItem desk={desk} subject={subject} />
        {opened.item.problem && <ProblemBox problem={opened.item.problem} onRetry={opened.item.reload} />}
        {opened.patient.problem && (
          <ProblemBox
            title={text.panel.failed}
            problem={opened.patient.problem}
            onRetry={opened.patient.reload}
          />
        )}
        <DeedForm desk={desk} subject={subject} />
        <Alerts current={current} all={all} timeZone={timeZone} />
        {patient && (
          <Charts patient={patient} alerts={charted} turn={turns.patient} desk={desk} resolving={resolving} />
        )}
        <ContactLog patientId={id} turn={turns.patient} />
        {item && <Notes item={item} />}
        <RiskCard patientId={id} turn={turns.patient + turns.risk} />
        {patient && <Background patient={patient} />}
        {item && <History itemId={item.id} turn={turns.patient} />}
        <Resolutions desk={desk} resolving={resolving} patient={summary} />
        <Contacts patient={patient} onEdit={() => desk.setForm('edit')} />
      </div>
    </>
  );
};
