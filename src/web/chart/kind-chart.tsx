import { useId, useMemo, useState } from 'react';
import type { AlertBody } from '../../contract/alerts.ts';
import type { PatientBody } from '../../contract/patients.ts';
import type { Kind } from '../../domain/reading.ts';
import { formatTime } from '../lib/times.ts';
import { text } from '../strings.ts';
import { describeFlags, describeValue } from './describe.ts';
import { Legend } from './legend.tsx';
import { chartModel, type Row } from './model.ts';
import { Plot } from './plot.tsx';
import type { Loaded } from './use-readings.ts';

type Props = {
  kind: Kind;
  days: number;
  patient: PatientBody;
  loaded: Loaded;
  alerts: readonly AlertBody[];
};

const { chart } = text;

const describe = (row: Row, timeZone: string): string => {
  const flags = describeFlags(row.reading);
  const time = formatTime(row.at, 'dayTime', timeZone);
  return `${time}: ${describeValue(row.reading)}${flags ? ` (${flags})` : ''}`;
};

const Nothing = ({ kind, days, patient }: Pick<Props, 'kind' | 'days' | 'patient'>) => {
  const last = patient.lastReadingAt[kind];
  return (
    <p className="nothing muted">
      {chart.empty(days)} {last && chart.lastReading(formatTime(last, 'full', patient.timeZone))}
    </p>
  );
};

export const KindChart = ({ kind, days, patient, loaded, alerts }: Props) => {
  const [pointed, setPointed] = useState<Row | null>(null);
  const id = useId();
  const { from, to, byKind } = loaded;
  const model = useMemo(
    () => chartModel({ kind, patient, readings: byKind.get(kind) ?? [], alerts, from, to }),
    [kind, patient, byKind, alerts, from, to],
  );
  const latest = model.rows.at(-1);
  const title = text.kinds[kind];
  return (
    <figure className="chart" aria-labelledby={`${id}-title`}>
      <figcaption>
        <h4 id={`${id}-title`}>
          {title} <span className="muted">({model.unit})</span>
        </h4>
        {latest && (
          <span className="visually-hidden">
            {chart.summary(title, days, model.rows.length, describe(latest, patient.timeZone))}
          </span>
        )}
      </figcaption>
      {latest ? (
        <>
          <Plot model={model} onPoint={setPointed} />
          <p className="pointed muted" aria-hidden="true">
            {pointed ? describe(pointed, patient.timeZone) : chart.hover}
          </p>
          <Legend model={model} />
        </>
      ) : (
        <Nothing kind={kind} days={days} patient={patient} />
      )}
    </figure>
  );
};
