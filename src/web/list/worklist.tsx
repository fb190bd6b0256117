import { useRef } from 'react';
import type { Place } from '../lib/place.ts';
import { formatTime } from '../lib/times.ts';
import type { Connection } from '../lib/use-events.ts';
import type { Lines, Worklist as WorklistState } from '../lib/use-worklist.ts';
import { ConnectionState } from '../shell/connection-state.tsx';
import { ProblemBox } from '../shell/problem-box.tsx';
import { text } from '../strings.ts';
import { fullName, Line } from './line.tsx';
import { useLineClicks } from './line-clicks.ts';
import { useSteady } from './steady.ts';

type Props = {
  worklist: WorklistState;
  connection: Connection;
  place: Place;
  now: number;
  cursor: string | null;
  programNames: ReadonlyMap<string, string>;
  onOpen: (id: string) => void;
  onCursor: (id: string) => void;
};

const Skeleton = () => (
  <>
    <output className="visually-hidden">{text.loading}</output>
    <ol className="lines" aria-hidden="true">
      {Array.from({ length: 10 }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: placeholders have no identity
        <li key={row} className="line placeholder" />
      ))}
    </ol>
  </>
);

const Empty = ({ lines, place }: { lines: Lines; place: Place }) => {
  const time = formatTime(lines.asOf, 'clock');
  const filtered = place.program !== '' || place.severity !== '' || place.state !== '';
  return <p className="empty">{filtered ? text.list.emptyFiltered(time) : text.list.empty(time)}</p>;
};

const Footer = ({ worklist, lines }: { worklist: WorklistState; lines: Lines }) => {
  const hidden = lines.total - lines.items.length;
  if (!lines.more && hidden <= 0) return null;
  return (
    <div className="more">
      <button type="button" onClick={worklist.loadMore} disabled={worklist.loadingMore || !lines.more}>
        {worklist.loadingMore ? text.loading : text.list.loadMore}
      </button>
      {hidden > 0 && <span className="muted">{text.list.notShown(hidden)}</span>}
    </div>
  );
};

const Arrivals = ({ worklist }: { worklist: WorklistState }) => {
  const names = (worklist.lines?.items ?? [])
    .filter(item => worklist.fresh.has(item.id))
    .map(item => fullName(item.patient));
  return <output className="arrivals">{names.length === 0 ? '' : text.list.arrived(names)}</output>;
};

const LineList = ({ worklist, place, now, cursor, programNames, onOpen, onCursor }: Props) => {
  const { lines, fresh } = worklist;
  const items = lines?.items ?? [];
  const tabStop = items.some(item => item.id === cursor) ? cursor : items[0]?.id;
  return (
    <ol className="lines">
      {items.map(item => (
        <Line
          key={item.id}
          item={item}
          now={now}
          programName={programNames.get(item.patient.programId) ?? item.patient.programId}
          isOpen={item.id === place.item}
          isFresh={fresh.has(item.id)}
          inTabOrder={item.id === tabStop}
          onOpen={onOpen}
          onFocus={onCursor}
        />
      ))}
    </ol>
  );
};

const countOf = (lines: Lines | null, failed: boolean): string => {
  if (lines) return text.list.showing(lines.items.length, lines.total);
  return failed ? '' : text.loading;
};

export const Worklist = (props: Props) => {
  const { worklist, connection, place, cursor } = props;
  const { lines, problem } = worklist;
  const box = useRef<HTMLDivElement>(null);
  useLineClicks(box);
  useSteady(box, cursor ?? (place.item || null), lines);
  return (
    <main className="worklist" id="worklist" tabIndex={-1}>
      <div className="list-head">
        <h2>{text.list.title}</h2>
        <p>{countOf(lines, problem !== null)}</p>
        <Arrivals worklist={worklist} />
        <ConnectionState connection={connection} checkedAt={lines?.asOf ?? null} />
      </div>
      <div className="columns" aria-hidden="true">
        {text.list.columns.map(column => (
          <span key={column}>{column}</span>
        ))}
      </div>
      {problem && (
        <ProblemBox
          title={lines ? text.list.stale(formatTime(lines.asOf, 'clock')) : text.list.failed}
          problem={problem}
          onRetry={() => worklist.refresh()}
        />
      )}
      <div className="list-box" ref={box}>
        {lines === null && problem === null && <Skeleton />}
        {lines?.items.length === 0 && <Empty lines={lines} place={place} />}
        {lines && <LineList {...props} />}
        {lines && <Footer worklist={worklist} lines={lines} />}
      </div>
    </main>
  );
};
