import { useState } from 'react';
import type { PatientSummaryBody } from '../../contract/patients.ts';
import type { ReadingBody } from '../../contract/readings.ts';
import { formatTime } from '../lib/times.ts';
import { text } from '../strings.ts';
import type { Desk } from '../use-desk.ts';
import { ChangeReading } from '../views/change-reading.tsx';
import type { Resolving } from '../views/use-resolve.ts';
import { describeFlags, describeSent, describeValue } from './describe.ts';
import type { Loaded } from './use-readings.ts';

const shownRows = 20;

const latestOf = (loaded: Loaded): ReadingBody[] =>
  [...loaded.byKind.values()]
    .flat()
    .sort((a, b) => Date.parse(b.measuredAt) - Date.parse(a.measuredAt))
    .slice(0, shownRows);

const { table } = text;
const titles = [table.time, table.kind, table.value, table.sent, table.flags, table.change];

type Changing = {
  readonly desk: Desk;
  readonly resolving: Resolving;
  readonly patient: PatientSummaryBody;
};

const Row = ({ reading, ...changing }: Changing & { reading: ReadingBody }) => {
  const [isChanging, setChanging] = useState(false);
  const { measuredAt, kind, suspect } = reading;
  return (
    <>
      <tr>
        <th scope="row">
          <time dateTime={measuredAt}>{formatTime(measuredAt, 'dayTime', changing.patient.timeZone)}</time>
        </th>
        <td>{text.kinds[kind]}</td>
        <td>{describeValue(reading)}</td>
        <td>{describeSent(reading)}</td>
        <td>{describeFlags(reading)}</td>
        <td>
          {suspect === null && (
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

export const ReadingsTable = ({ loaded, ...changing }: Changing & { loaded: Loaded }) => {
  const rows = latestOf(loaded);
  if (rows.length === 0) return null;
  return (
    <details open>
      <summary>{table.title}</summary>
      <table className="readings">
        <caption>{table.caption(rows.length, changing.patient.timeZone)}</caption>
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
            <Row key={reading.id} {...changing} reading={reading} />
          ))}
        </tbody>
      </table>
    </details>
  );
};
