import type { ReactNode, RefObject } from 'react';
import type { Problem } from '../lib/api.ts';
import { formatTime } from '../lib/times.ts';
import type { Connection } from '../lib/use-events.ts';
import { ConnectionState } from '../shell/connection-state.tsx';
import { ProblemBox } from '../shell/problem-box.tsx';
import { text } from '../strings.ts';

type Props = {
  readonly title: string;
  readonly count: string;
  /** beside the count */
  readonly beside?: ReactNode;
  /** between the head and the list */
  readonly tools?: ReactNode;
  readonly connection: Connection;
  readonly checkedAt: string | null;
  readonly problem: Problem | null;
  readonly onRetry: () => void;
  readonly isLoading: boolean;
  /** the sentence that stands where no line stands */
  readonly empty: string | null;
  readonly box: RefObject<HTMLDivElement | null>;
  /** below the list, always there */
  readonly foot?: ReactNode;
  readonly children: ReactNode;
};

const placeholders = [...'0123456789'];

const Skeleton = () => (
  <>
    <output className="visually-hidden">{text.loading}</output>
    <ol className="lines" aria-hidden="true">
      {placeholders.map(row => (
        <li key={row} className="line placeholder" />
      ))}
    </ol>
  </>
);

/** What all lists share: title, count, freshness, problems with a retry, what to show while empty. */
export const ListFrame = (props: Props) => {
  const { title, count, beside, tools, connection, checkedAt, problem, onRetry } = props;
  const failedTitle = checkedAt ? text.list.stale(formatTime(checkedAt, 'clock')) : text.list.failed;
  return (
    <main className="worklist" id="worklist" tabIndex={-1}>
      <div className="list-head">
        <h2>{title}</h2>
        <p>{count}</p>
        {beside}
        <ConnectionState connection={connection} checkedAt={checkedAt} />
      </div>
      {tools}
      {problem && <ProblemBox title={failedTitle} problem={problem} onRetry={onRetry} />}
      <div className="list-box" ref={props.box}>
        {props.isLoading && problem === null && <Skeleton />}
        {props.empty !== null && <p className="empty">{props.empty}</p>}
        {props.children}
      </div>
      {props.foot}
    </main>
  );
};
