import type { ReactNode } from 'react';
import { lazily } from '../lib/lazily.tsx';
import { panelWords } from '../strings/panel-charts.ts';
import { text } from '../strings.ts';
import type { Desk } from '../use-desk.ts';
import type { Subject } from '../verbs/subject.ts';
import type { Resolving } from '../views/use-resolve.ts';
import { Alerts } from './alerts.tsx';
import { Background } from './background.tsx';
import { Notes } from './notes.tsx';
import { Resolutions } from './resolutions.tsx';
import { RiskCard } from './risk-card.tsx';
import { alertsShown, type useAlerts } from './use-alerts.ts';

/** What stands below is not there to be clicked before they stand. */
const filling = 'muted filling';
const Charts = lazily(async () => (await import('../chart/charts.tsx')).Charts, filling);
const NowCharts = lazily(async () => (await import('../chart/now-charts.tsx')).NowCharts, filling);
const Limits = lazily(async () => (await import('./limits.tsx')).Limits);
const Timeline = lazily(async () => (await import('./timeline.tsx')).Timeline);
const CareTab = lazily(async () => (await import('../care/care-tab.tsx')).CareTab);
const DetailsTab = lazily(async () => (await import('../care/details-tab.tsx')).DetailsTab);

export const tabIds = ['now', 'charts', 'timeline', 'care', 'details'] as const;
export type TabId = (typeof tabIds)[number];

type Props = { readonly desk: Desk; readonly subject: Subject };

export type TabProps = Props & ReturnType<typeof useAlerts> & { readonly resolving: Resolving };

const Now = ({ desk, subject, current, all, history }: TabProps) => {
  const { whole, item, patient, summary } = subject;
  const { turns } = desk;
  return (
    <>
      <Alerts {...{ current, all, item, history }} timeZone={summary.timeZone} />
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
      <Resolutions desk={desk} resolving={resolving} patient={summary} />
      <Limits desk={desk} patientId={summary.id} />
    </>
  );
};

/** What each tab holds. */
export const contents: Readonly<Record<TabId, (props: TabProps) => ReactNode>> = {
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
