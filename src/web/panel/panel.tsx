import { type ReactNode, useMemo, useState } from 'react';
import type { AlertBody } from '../../contract/alerts.ts';
import { Tabs } from '../kit/tabs.tsx';
import { type PageOf, withQuery } from '../lib/api.ts';
import { lazily } from '../lib/lazily.tsx';
import { useKeys } from '../lib/use-keys.ts';
import { useResource } from '../lib/use-resource.ts';
import { ProblemBox } from '../shell/problem-box.tsx';
import { panelWords } from '../strings/panel-charts.ts';
import { text } from '../strings.ts';
import '../styles/panel-more.css';
import type { Desk } from '../use-desk.ts';
import type { Subject } from '../verbs/subject.ts';
import { type Resolving, useResolve } from '../views/use-resolve.ts';
import { Alerts } from './alerts.tsx';
import { Background } from './background.tsx';
import { DeedForm } from './deed-form.tsx';
import { Notes } from './notes.tsx';
import { PanelHead } from './panel-head.tsx';
import { PanelReason } from './panel-reason.tsx';
import { Resolutions } from './resolutions.tsx';
import { RiskCard } from './risk-card.tsx';

const Charts = lazily(async () => (await import('../chart/charts.tsx')).Charts);
const NowCharts = lazily(async () => (await import('../chart/now-charts.tsx')).NowCharts);
const Limits = lazily(async () => (await import('./limits.tsx')).Limits);
const Timeline = lazily(async () => (await import('./timeline.tsx')).Timeline);
const CareTab = lazily(async () => (await import('../care/care-tab.tsx')).CareTab);
const DetailsTab = lazily(async () => (await import('../care/details-tab.tsx')).DetailsTab);

type Props = { readonly desk: Desk; readonly subject: Subject };

const alertsShown = 100;
const none: readonly AlertBody[] = [];
const tabIds = ['now', 'charts', 'timeline', 'care', 'details'] as const;
type TabId = (typeof tabIds)[number];

const OtherItem = ({ desk, subject: { item, patient } }: Props) => {
  const other = patient?.openItemId;
  if (item?.state !== 'closed' || !other || other === item.id) return null;
  return (
    <button type="button" className="link" onClick={() => desk.open(other)}>
      {text.panel.openOther}
    </button>
  );
};

const Problems = ({ desk: { opened } }: Pick<Props, 'desk'>) => (
  <>
    {opened.item.problem && <ProblemBox problem={opened.item.problem} onRetry={opened.item.reload} />}
    {opened.patient.problem && (
      <ProblemBox
        title={text.panel.failed}
        problem={opened.patient.problem}
        onRetry={opened.patient.reload}
      />
    )}
  </>
);

/** The alerts of the line, and all of the patient. */
const useAlerts = ({ desk, subject: { whole, summary } }: Props) => {
  const path = withQuery(`patients/${encodeURIComponent(summary.id)}/alerts`, { limit: alertsShown });
  const history = useResource<PageOf<AlertBody>>(path, desk.turns.patient);
  const all = history.value?.items ?? none;
  const current = whole?.alerts ?? none;
  const charted = useMemo(() => [...current, ...all], [current, all]);
  return { current, all, charted, isCut: history.value !== null && history.value.next !== null };
};

type TabProps = Props & ReturnType<typeof useAlerts> & { readonly resolving: Resolving };

const Now = ({ desk, subject, current, all }: TabProps) => {
  const { whole, item, patient, summary } = subject;
  const { turns } = desk;
  return (
    <>
      <Alerts current={current} all={all} timeZone={summary.timeZone} item={item} />
      {patient && <NowCharts patient={patient} current={current} turn={turns.patient} desk={desk} />}
      {whole && <Notes item={whole} />}
      <RiskCard patientId={summary.id} turn={turns.patient + turns.risk} />
    </>
  );
};

const ChartsTab = ({ desk, subject, charted, isCut, resolving }: TabProps) => {
  const { patient, summary } = subject;
  if (!patient) return <p className="muted">{text.loading}</p>;
  return (
    <>
      {isCut && <p className="problem">{panelWords.alertsCut(alertsShown)}</p>}
      <Charts
        patient={patient}
        alerts={charted}
        turn={desk.turns.patient}
        desk={desk}
        resolving={resolving}
      />
      <Limits desk={desk} patientId={summary.id} />
      <Resolutions desk={desk} resolving={resolving} patient={summary} />
    </>
  );
};

const contents: Readonly<Record<TabId, (props: TabProps) => ReactNode>> = {
  now: Now,
  charts: ChartsTab,
  timeline: ({ desk, subject: { summary } }) => (
    <Timeline patientId={summary.id} timeZone={summary.timeZone} turn={desk.turns.patient} />
  ),
  care: ({ desk, subject }) => <CareTab desk={desk} subject={subject} />,
  details: ({ desk, subject }) => (
    <>
      <DetailsTab desk={desk} subject={subject} />
      {subject.patient && <Background patient={subject.patient} />}
    </>
  ),
};

/** Which tab is shown; a patient is opened with what is to be done now. */
const useTab = () => {
  const [tab, setTab] = useState<TabId>('now');
  const step = (by: number) => {
    const next = tabIds[(tabIds.indexOf(tab) + by + tabIds.length) % tabIds.length];
    if (next) setTab(next);
  };
  useKeys({ ']': () => step(1), '[': () => step(-1) });
  return { tab, setTab };
};

export const Panel = ({ desk, subject }: Props) => {
  const { tab, setTab } = useTab();
  const resolving = useResolve(desk);
  const props: TabProps = { desk, subject, resolving, ...useAlerts({ desk, subject }) };
  const reason = tab !== 'now' && <PanelReason alerts={props.current} onAlerts={() => setTab('now')} />;
  const tabs = tabIds.map(id => {
    const Content = contents[id];
    return {
      id,
      title: panelWords.tabs[id],
      content: (
        <div key={id} className="tab-body">
          {reason}
          <Content {...props} />
        </div>
      ),
    };
  });
  return (
    <>
      <PanelHead desk={desk} subject={subject} resolving={resolving} />
      <div className="panel-body">
        <OtherItem desk={desk} subject={subject} />
        <Problems desk={desk} />
        <DeedForm desk={desk} subject={subject} />
        <Tabs
          label={panelWords.tabs.label}
          tabs={tabs}
          selected={tab}
          onSelect={id => setTab(tabIds.find(each => each === id) ?? 'now')}
        />
      </div>
    </>
  );
};
