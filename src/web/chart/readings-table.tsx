import type { ReadingBody } from '../../contract/readings.ts';
import { formatTime } from '../lib/times.ts';
import { text } from '../strings.ts';
import { describeFlags, describeSent, describeValue } from './describe.ts';
import type { Loaded } from './use-readings.ts';

const shownRows = 20;

const latestOf = (loaded: Loaded): ReadingBody[] =>
  [...loaded.byKind.values()]
    .flat()
    .sort((a, b) => Date.parse(b.measuredAt) - Date.parse(a.measuredAt))
    .slice(0, shownRows);

const { table } = text;

export const ReadingsTable = ({ loaded, timeZone }: { loaded: Loaded; timeZone: string }) => {
  const rows = latestOf(loaded);
  if (rows.length === 0) return null;
  return (
    <details open>
      <summary>{table.title}</summary>
      <table className="readings">
        <caption>{table.caption(rows.length, timeZone)}</caption>
        <thead>
          <tr>
            {[table.time, table.kind, table.value, table.sent, table.flags].map(title => (
              <th key={title} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(reading => (
            <tr key={reading.id}>
              <th scope="row">
                <time dateTime={reading.measuredAt}>
                  {formatTime(reading.measuredAt, 'dayTime', timeZone)}
                </time>
              </th>
              <td>{text.kinds[reading.kind]}</td>
              <td>{describeValue(reading)}</td>
              <td>{describeSent(reading)}</td>
              <td>{describeFlags(reading)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
};
