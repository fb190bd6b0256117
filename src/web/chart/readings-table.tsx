import { useState } from 'react';
import type { PatientSummaryBody } from '../../contract/patients.ts';
import type { ReadingBody } from '../../contract/readings.ts';
import { Button } from '../kit/button.tsx';
import { withQuery } from '../lib/api.ts';
import { formatTime } from '../lib/times.ts';
import { usePermission } from '../session/session.ts';
import { chartWords } from '../strings/panel-charts.ts';
import { text } from '../strings.ts';
import type { Desk } from '../use-desk.ts';
import { ChangeReading } from '../views/change-reading.tsx';
import type { Resolving } from '../views/use-resolve.ts';
import { describeFlags, describeSent, describeValue } from './describe.ts';
import type { Span } from './span.ts';
import type { Units } from './units.ts';
import type { Loaded } from './use-readings.ts';

const firstRows = 20;
const moreRows = 50;

const readingsIn = (loaded: Loaded, { from, to }: Span): ReadingBody[] =>
  [...loaded.byKind.values()]
    .flat()
    .map(reading => ({ reading, at: Date.parse(reading.measuredAt) }))
    .filter(({ at }) => at >= from && at <= to)
    .sort((a, b) => b.at - a.at)
    .map(({ reading }) => reading);

const { table } = text;
const { table: words } = chartWords;
const titles = [table.time, table.kind, table.value, table.sent, table.flags, table.change];

type Changing = {
  readonly desk: Desk;
  readonly resolving: Resolving;
  readonly patient: PatientSummaryBody;
};

type RowProps = Changing & { readonly reading: ReadingBody; readonly units: Units };

const Row = ({ reading, units, ...changing }: RowProps) => {
  const [isChanging, setChanging] = useState(false);
  const mayChange = usePermission('patients:write');
  const { measuredAt, kind, suspect } = reading;
  return (
    <>
      <tr>
        <th scope="row">
          <time dateTime={measuredAt}>{formatTime(measuredAt, 'dayTime', changing.patient.timeZone)}</time>
        </th>
        <td>{text.kinds[kind]}</td>
        <td>{describeValue(reading, units)}</td>
        <td>{describeSent(reading)}</td>
        <td>{describeFlags(reading)}</td>
        <td>
          {suspect === null && mayChange && (
            <button
              type="button"
              className="link"
              aria-expanded={isChanging}
              onClick={() => setChanging(!isChanging)}
            >
              {table.notTheirs}
            </button>
          )}
        </td>
      </tr>
      {isChanging && (
        <tr>
          <td colSpan={titles.length}>
            <ChangeReading {...changing} reading={reading} onClose={() => setChanging(false)} />
          </td>
        </tr>
      )}
    </>
  );
};

const Download = ({ patient, span }: { readonly patient: PatientSummaryBody; readonly span: Span }) => {
  const iso = (at: number) => new Date(at).toISOString();
  const path = `/api/v1/patients/${encodeURIComponent(patient.id)}/readings.csv`;
  const day = (at: number) => formatTime(at, 'date', patient.timeZone);
  const range = chartWords.shown(day(span.from), day(span.to));
  return (
    <a
      className="button small"
      href={withQuery(path, { from: iso(span.from), to: iso(span.to) })}
      download="readings.csv"
      aria-label={words.csvOf(range)}
    >
      {words.csv}
    </a>
  );
};

type Props = Changing & { readonly loaded: Loaded; readonly span: Span; readonly units: Units };

/** The readings of the time shown, latest first, in the units of whoever looks and as they were sent. */
export const ReadingsTable = ({ loaded, span, units, ...changing }: Props) => {
  const [count, setCount] = useState(firstRows);
  const all = readingsIn(loaded, span);
  if (all.length === 0) return null;
  const rows = all.slice(0, count);
  const left = Math.min(all.length - rows.length, moreRows);
  return (
    <details open>
      <summary>{words.title}</summary>
      <div className="table-tools">
        <Download patient={changing.patient} span={span} />
      </div>
      <table className="readings">
        <caption>{words.caption(rows.length, all.length, changing.patient.timeZone)}</caption>
        <thead>
          <tr>
            {titles.map(title => (
              <th key={title} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(reading => (
            <Row key={reading.id} {...changing} reading={reading} units={units} />
          ))}
        </tbody>
      </table>
      {left > 0 && (
        <Button small onPress={() => setCount(count + moreRows)}>
          {words.more(left)}
        </Button>
      )}
    </details>
  );
};
