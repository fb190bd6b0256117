import { useState } from 'react';
import type { RejectedBody, RejectedMessageBody } from '../../../contract/ingest.ts';
import { wallClock } from '../../lib/clock.ts';
import { formatTime } from '../../lib/times.ts';
import type { Act } from '../../lib/use-act.ts';
import { usePages } from '../../lib/use-pages.ts';
import { LoadMore } from '../../list/load-more.tsx';
import { ProblemBox } from '../../shell/problem-box.tsx';
import { text } from '../../strings.ts';
import { Bytes } from './bytes.tsx';

const { rejected: words } = text;

type Acting = Pick<Act, 'busy' | 'act'>;

const timeNow = () => formatTime(wallClock(), 'clock');

const Message = ({ message, turn, busy, act }: Acting & { message: RejectedBody; turn: number }) => {
  const [shown, setShown] = useState(false);
  const { id, topic, times, lastReceivedAt, deviceId, sizeBytes } = message;
  const path = `rejected/${encodeURIComponent(id)}`;
  const replay = () =>
    void act<RejectedMessageBody>(
      { method: 'POST', path: `${path}/replay`, body: {} },
      {
        about: id,
        notice: after => (after.state === 'waiting' ? words.again : words.replayed(timeNow())),
      },
    );
  const discard = () =>
    void act<RejectedMessageBody>(
      { method: 'POST', path: `${path}/discard`, body: {} },
      { about: id, notice: () => words.discarded(timeNow()) },
    );
  return (
    <li>
      <p>
        <strong>{deviceId ?? topic}</strong>{' '}
        <span className="muted small">
          {topic} · {words.seen(times, formatTime(lastReceivedAt, 'dayTime'))} · {sizeBytes} B
        </span>
      </p>
      <div className="buttons">
        <button type="button" className="link" aria-expanded={shown} onClick={() => setShown(!shown)}>
          {shown ? words.hideBytes : words.showBytes}
        </button>
        <button type="button" disabled={busy} onClick={replay}>
          {words.replay}
        </button>
        <button type="button" disabled={busy} onClick={discard}>
          {words.discard}
        </button>
      </div>
      {shown && <Bytes id={id} turn={turn} />}
    </li>
  );
};

type Props = Acting & { group: string; turn: number };

/** The messages of one group that wait, latest first. */
export const Messages = ({ group, turn, busy, act }: Props) => {
  const pages = usePages<RejectedBody>('rejected', { group, state: 'waiting' }, turn);
  return (
    <div className="messages">
      {pages.problem && (
        <ProblemBox title={words.messagesFailed} problem={pages.problem} onRetry={pages.reload} />
      )}
      {pages.items === null && !pages.problem && <p className="muted">{text.loading}</p>}
      <ul>
        {pages.items?.map(message => (
          <Message key={message.id} message={message} turn={turn} busy={busy} act={act} />
        ))}
      </ul>
      <LoadMore more={pages.more} loading={pages.loadingMore} hidden={0} onMore={pages.loadMore} />
    </div>
  );
};
