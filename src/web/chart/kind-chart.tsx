import { type ComponentType, useCallback, useId, useMemo, useState } from 'react';
import type { AlertBody } from '../../contract/alerts.ts';
import type { PatientBody } from '../../contract/patients.ts';
import type { Kind } from '../../domain/reading.ts';
import { shown } from '../../domain/units.ts';
import { formatTime } from '../lib/times.ts';
import { chartWords } from '../strings/panel-charts.ts';
import { text } from '../strings.ts';
import { onChartKey } from './chart-reader.ts';
import { describeFlags, describeValue } from './describe.ts';
import { Legend } from './legend.tsx';
import type { Intervention } from './marks.ts';
import { type ChartModel, chartModel, type Row } from './model.ts';
import type { PlotProps } from './plot-props.ts';
import { dragged, type Span } from './span.ts';
import type { Units } from './units.ts';
import type { Loaded } from './use-readings.ts';

export type ChartOf = {
  readonly days: number;
  readonly patient: PatientBody;
  readonly loaded: Loaded;
  readonly alerts: readonly AlertBody[];
  readonly interventions: readonly Intervention[];
  readonly units: Units;
  readonly span: Span;
  /** null: the chart does not zoom */
  readonly onSpan: ((span: Span) => void) | null;
};

type Props = ChartOf & {
  readonly kind: Kind;
  readonly withWeight?: boolean;
  readonly hasRoom?: boolean;
  readonly Picture: ComponentType<PlotProps>;
};

const { chart } = text;

const describe = (row: Row, timeZone: string, units: Units): string => {
  const flags = describeFlags(row.reading);
  const time = formatTime(row.at, 'dayTime', timeZone);
  return `${time}: ${describeValue(row.reading, units)}${flags ? ` (${flags})` : ''}`;
};

const Nothing = ({ kind, days, patient }: Pick<Props, 'kind' | 'days' | 'patient'>) => {
  const last = patient.lastReadingAt[kind];
  return (
    <p className="nothing muted">
      {chart.empty(days)} {last && chart.lastReading(formatTime(last, 'full', patient.timeZone))}
    </p>
  );
};

/** What is usual for the person and what was missed, in words. */
const Facts = ({ model }: { readonly model: ChartModel }) => {
  const { baseline, missed, unit } = model;
  const bands = baseline?.bands.map(({ low, high }) => `${shown(low)}–${shown(high)}`).join(' / ');
  const facts = [
    ...(baseline ? [chartWords.baseline(baseline.days, `${bands} ${unit}`)] : []),
    ...(missed.length > 0 ? [chartWords.missed(missed.length)] : []),
  ];
  return facts.length > 0 && <p className="muted small">{facts.join(' · ')}</p>;
};

const useModel = (props: Props): ChartModel => {
  const { kind, patient, loaded, alerts, interventions, units, span } = props;
  const { withWeight = false, hasRoom = false } = props;
  const { byKind, to } = loaded;
  return useMemo(
    () =>
      chartModel({
        ...{ kind, patient, alerts, interventions, units, span, hasRoom },
        readings: byKind.get(kind) ?? [],
        weights: withWeight ? (byKind.get('weight') ?? []) : null,
        now: to,
      }),
    [kind, patient, byKind, to, alerts, interventions, units, span, withWeight, hasRoom],
  );
};

const Reader = ({ model, ...props }: Props & { readonly model: ChartModel }) => {
  const [pointed, setPointed] = useState<Row | null>(null);
  const [marked, setMarked] = useState<Row | null>(null);
  const { kind, loaded, units, span, onSpan, patient, Picture } = props;
  const whole = loaded;
  const onDrag = useCallback(
    (a: number, b: number) => onSpan?.(dragged({ from: whole.from, to: whole.to }, a, b)),
    [onSpan, whole.from, whole.to],
  );
  const { rows } = model;
  const held = pointed !== null && rows.includes(pointed) ? pointed : null;
  const words = held === null ? null : describe(held, patient.timeZone, units);
  const onPoint = (row: Row) => {
    setPointed(row);
    setMarked(row);
  };
  const at = held === null ? rows.length : rows.indexOf(held) + 1;
  const latest = rows.at(-1);
  const spoken = words ?? (latest ? describe(latest, patient.timeZone, units) : chartWords.noneInSpan);
  return (
    <>
      <div
        className="reader"
        role="slider"
        tabIndex={0}
        aria-label={chartWords.reader(text.kinds[kind])}
        aria-valuemin={Math.min(1, rows.length)}
        aria-valuemax={rows.length}
        aria-valuenow={at}
        aria-valuetext={rows.length === 0 ? spoken : chartWords.atReading(at, rows.length, spoken)}
        onKeyDown={event =>
          onChartKey(event, { rows, pointed: held, onPoint }, onSpan && { whole, span, onSpan })
        }
      >
        <Picture model={model} marked={marked} onPoint={setPointed} onDrag={onSpan && onDrag} />
      </div>
      <p className="pointed muted" aria-hidden="true">
        {words ??
          (rows.length === 0 ? chartWords.noneInSpan : onSpan ? chartWords.hint : chartWords.hintStill)}
      </p>
      <Facts model={model} />
      <Legend model={model} />
    </>
  );
};

export const KindChart = (props: Props) => {
  const { kind, days, patient, loaded, units } = props;
  const id = useId();
  const model = useModel(props);
  const title = text.kinds[kind];
  const hasAny = (loaded.byKind.get(kind) ?? []).some(each => Date.parse(each.measuredAt) >= loaded.from);
  const latest = model.rows.at(-1);
  return (
    <figure className="chart" aria-labelledby={`${id}-title`}>
      <figcaption>
        <h4 id={`${id}-title`}>
          {title} <span className="muted">({model.unit})</span>
        </h4>
        {latest && (
          <span className="visually-hidden">
            {chart.summary(title, days, model.rows.length, describe(latest, patient.timeZone, units))}
          </span>
        )}
      </figcaption>
      {hasAny ? <Reader {...props} model={model} /> : <Nothing kind={kind} days={days} patient={patient} />}
    </figure>
  );
};
