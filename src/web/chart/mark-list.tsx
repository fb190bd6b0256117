import { formatTime } from '../lib/times.ts';
import { SeverityChip } from '../list/severity-chip.tsx';
import { chartWords } from '../strings/panel-charts.ts';
import type { Mark } from './marks.ts';

const { marks: words } = chartWords;

type EntryProps = { readonly mark: Mark; readonly timeZone: string };

const Entry = ({ mark, timeZone }: EntryProps) => {
  const { at, to, letter, what, words: said, severity } = mark;
  const end = to === null ? words.standing : words.until(formatTime(to, 'dayTime', timeZone));
  return (
    <li>
      <span className="mark-at">
        {severity ? (
          <SeverityChip severity={severity} />
        ) : (
          <span className="flag" aria-hidden="true">
            {letter}
          </span>
        )}{' '}
        <time dateTime={new Date(at).toISOString()}>{formatTime(at, 'dayTime', timeZone)}</time>
        {severity && <span className="muted"> {end}</span>}
      </span>
      <span>
        <strong>{what}</strong>
        {said && ` ${said}`}
      </span>
    </li>
  );
};

type Props = { readonly marks: readonly Mark[]; readonly timeZone: string };

/** What the marks on the charts stand for, to read. */
export const MarkList = ({ marks, timeZone }: Props) => (
  <details>
    <summary>{words.title(marks.length)}</summary>
    {marks.length === 0 ? (
      <p className="muted">{words.none}</p>
    ) : (
      <p className="muted small">{words.letters}</p>
    )}
    <ol className="mark-list">
      {marks.map(mark => (
        <Entry key={mark.key} mark={mark} timeZone={timeZone} />
      ))}
    </ol>
  </details>
);
