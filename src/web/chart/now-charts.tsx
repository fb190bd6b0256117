import { useMemo } from 'react';
import type { AlertBody } from '../../contract/alerts.ts';
import type { PatientBody } from '../../contract/patients.ts';
import { usePreferences } from '../session/session.ts';
import { ProblemBox } from '../shell/problem-box.tsx';
import { text } from '../strings.ts';
import type { Desk } from '../use-desk.ts';
import { KindChart } from './kind-chart.tsx';
import { kindsOf } from './kinds-of.ts';
import { StillPlot } from './still-plot.tsx';
import { useReadings } from './use-readings.ts';

const days = 14;
const nothingDone: readonly never[] = [];

type Props = {
  readonly patient: PatientBody;
  readonly current: readonly AlertBody[];
  readonly turn: number;
  readonly desk: Desk;
};

/** Two weeks of what the alerts are about: all that most decisions need. */
export const NowCharts = ({ patient, current, turn, desk }: Props) => {
  const units = usePreferences();
  const shown = useMemo(() => {
    const measured = kindsOf(patient);
    const concerned = measured.filter(kind => current.some(alert => alert.concern === kind));
    return concerned.length > 0 ? concerned : measured.slice(0, 1);
  }, [patient, current]);
  const { serverAheadMs } = desk;
  const { loaded, problem, retry } = useReadings({
    patientId: patient.id,
    kinds: shown,
    days,
    turn,
    serverAheadMs,
  });
  const span = useMemo(() => ({ from: loaded?.from ?? 0, to: loaded?.to ?? 1 }), [loaded]);
  if (shown.length === 0) return null;
  const common = { days, patient, units, span, alerts: current, interventions: nothingDone };
  return (
    <section aria-labelledby="now-charts-title" className={loaded || problem ? undefined : 'filling'}>
      <h3 id="now-charts-title">{text.chart.days(days)}</h3>
      {problem && <ProblemBox title={text.chart.failed} problem={problem} onRetry={retry} />}
      {shown.map(kind =>
        loaded ? (
          <KindChart key={kind} {...common} kind={kind} loaded={loaded} onSpan={null} Picture={StillPlot} />
        ) : (
          <div key={kind} className="chart placeholder" />
        ),
      )}
    </section>
  );
};
