import type { OverrideBody } from '../../contract/overrides.ts';
import type { Units } from '../chart/units.ts';
import { formatTime } from '../lib/times.ts';
import { limitWords } from '../strings/panel-charts.ts';
import { text } from '../strings.ts';
import { settingName, settingText } from './limits-value.ts';

type OverProps = { readonly history: readonly OverrideBody[]; readonly units: Units };

/** Own values that hold no more. */
export const LimitsOver = ({ history, units }: OverProps) =>
  history.length > 0 && (
    <details>
      <summary>{limitWords.history(history.length)}</summary>
      <ul className="plain">
        {history.map(({ id, key, value, from, until, why, by, endedBy }) => (
          <li key={id}>
            {limitWords.historyEntry(
              settingName(key),
              settingText(key, value, units),
              formatTime(from, 'date'),
              until ? formatTime(until, 'date') : text.none,
            )}
            <span className="muted">
              {' '}
              {why} ({by}
              {endedBy && `; ${limitWords.endedBy(endedBy)}`})
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
