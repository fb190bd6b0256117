import { useCallback, useMemo, useState } from 'react';
import type { AlertBody } from '../../contract/alerts.ts';
import type { PatientBody } from '../../contract/patients.ts';
import { usePreferences } from '../session/session.ts';
import { ProblemBox } from '../shell/problem-box.tsx';
import { chartWords } from '../strings/panel-charts.ts';
import { text } from '../strings.ts';
import '../styles/charts-more.css';
import type { Desk } from '../use-desk.ts';
import type { Resolving } from '../views/use-resolve.ts';
import { ChartTools, ranges } from './chart-tools.tsx';
import { KindChart } from './kind-chart.tsx';
import { kindsOf } from './kinds-of.ts';
import { MarkList } from './mark-list.tsx';
import { marksIn } from './marks.ts';
import { Plot } from './plot.tsx';
import { ReadingsTable } from './readings-table.tsx';
import type { Span } from './span.ts';
import { useInterventions } from './use-interventions.ts';
import { type Loaded, useReadings } from './use-readings.ts';

type Props = {
  readonly patient: PatientBody;
  readonly alerts: readonly AlertBody[];
  readonly turn: number;
  readonly desk: Desk;
  readonly resolving: Resolving;
};

/** What is zoomed to, for as long as the same range is shown. */
const useZoom = (loaded: Loaded | null) => {
  const [zoom, setZoom] = useState<{ key: string; span: Span } | null>(null);
  const whole = useMemo(() => ({ from: loaded?.from ?? 0, to: loaded?.to ?? 1 }), [loaded?.from, loaded?.to]);
  const key = loaded?.key ?? '';
  const onSpan = useCallback(
    (span: Span) => setZoom(span.from === whole.from && span.to === whole.to ? null : { key, span }),
    [key, whole],
  );
  return { whole, span: zoom?.key === key ? zoom.span : whole, onSpan };
};

/** All kinds over one time, what was done marked on them, and the readings as a table. */
export const Charts = ({ patient, alerts, turn, desk, resolving }: Props) => {
  const [days, setDays] = useState<number>(ranges[0]);
  const [withWeight, setWithWeight] = useState(false);
  const units = usePreferences();
  const shown = useMemo(() => kindsOf(patient), [patient]);
  const { id, timeZone } = patient;
  const { serverAheadMs } = desk;
  const wanted = { patientId: id, kinds: shown, days, turn, serverAheadMs };
  const { loaded, problem, retry } = useReadings(wanted);
  const done = useInterventions(id, days, loaded?.from ?? null, turn);
  const { whole, span, onSpan } = useZoom(loaded);
  const { interventions } = done;
  const marks = marksIn({ alerts, interventions, ...span });
  const stands = problem !== null || (loaded !== null && (done.isHere || done.problem !== null));
  const canLay = shown.includes('weight') && shown.includes('blood-pressure');
  return (
    <section aria-labelledby="charts-title" className={stands ? undefined : 'filling'}>
      <h3 id="charts-title">{text.chart.title}</h3>
      <ChartTools
        {...{ days, whole, span, onSpan, timeZone }}
        onDays={setDays}
        withWeight={canLay ? withWeight : null}
        onWithWeight={setWithWeight}
      />
      {problem && <ProblemBox title={text.chart.failed} problem={problem} onRetry={retry} />}
      {done.problem && <ProblemBox title={chartWords.marks.failed} problem={done.problem} />}
      {loaded?.cut && <p className="problem">{text.chart.cut}</p>}
      {shown.map(kind =>
        loaded ? (
          <KindChart
            key={kind}
            {...{ kind, days, patient, loaded, alerts, interventions, units, span, onSpan }}
            withWeight={withWeight && kind === 'blood-pressure'}
            hasRoom={withWeight}
            Picture={Plot}
          />
        ) : (
          <div key={kind} className="chart placeholder" />
        ),
      )}
      {loaded && <MarkList marks={marks} timeZone={timeZone} />}
      {loaded && <ReadingsTable {...{ loaded, span, patient, desk, resolving, units }} />}
    </section>
  );
};
