import { useMemo, useState } from 'react';
import type { AlertBody } from '../../contract/alerts.ts';
import type { PatientBody } from '../../contract/patients.ts';
import { kinds } from '../../domain/reading.ts';
import { ProblemBox } from '../shell/problem-box.tsx';
import { text } from '../strings.ts';
import type { Desk } from '../use-desk.ts';
import type { Resolving } from '../views/use-resolve.ts';
import { KindChart } from './kind-chart.tsx';
import { ReadingsTable } from './readings-table.tsx';
import { useReadings } from './use-readings.ts';

type Props = {
  patient: PatientBody;
  alerts: readonly AlertBody[];
  turn: number;
  desk: Desk;
  resolving: Resolving;
};

const ranges = [14, 35, 90] as const;

const kindsOf = (patient: PatientBody) =>
  kinds.filter(
    kind =>
      patient.lastReadingAt[kind] !== undefined ||
      patient.assignments.some(assignment => assignment.kind === kind && assignment.until === null),
  );

type RangeProps = { days: number; onDays: (days: number) => void };

const RangeSwitch = ({ days, onDays }: RangeProps) => (
  <fieldset className="ranges">
    <legend className="visually-hidden">{text.chart.range}</legend>
    {ranges.map(range => (
      <button key={range} type="button" aria-pressed={range === days} onClick={() => onDays(range)}>
        {text.chart.days(range)}
      </button>
    ))}
  </fieldset>
);

export const Charts = ({ patient, alerts, turn, desk, resolving }: Props) => {
  const [days, setDays] = useState<number>(ranges[0]);
  const shown = useMemo(() => kindsOf(patient), [patient]);
  const { loaded, problem, retry } = useReadings({
    patientId: patient.id,
    kinds: shown,
    days,
    turn,
    serverAheadMs: desk.serverAheadMs,
  });
  return (
    <section aria-labelledby="charts-title">
      <div className="section-head">
        <h3 id="charts-title">{text.chart.title}</h3>
        <RangeSwitch days={days} onDays={setDays} />
      </div>
      {problem && <ProblemBox title={text.chart.failed} problem={problem} onRetry={retry} />}
      {loaded?.cut && <p className="problem">{text.chart.cut}</p>}
      {shown.map(kind =>
        loaded ? (
          <KindChart key={kind} kind={kind} days={days} patient={patient} loaded={loaded} alerts={alerts} />
        ) : (
          <div key={kind} className="chart placeholder" />
        ),
      )}
      {loaded && <ReadingsTable loaded={loaded} patient={patient} desk={desk} resolving={resolving} />}
    </section>
  );
};
