import { useEffect, useRef, useState } from 'react';
import type { DiscardReport, RejectedGroupBody, ReplayReport } from '../../../contract/ingest.ts';
import { formatTime } from '../../lib/times.ts';
import type { Act } from '../../lib/use-act.ts';
import { text } from '../../strings.ts';
import { Messages } from './messages.tsx';

const { rejected: words } = text;

type Asked = 'replay' | 'discard' | null;

type Props = Pick<Act, 'busy' | 'act'> & {
  readonly group: RejectedGroupBody;
  readonly turn: number;
  readonly isOpen: boolean;
  readonly inTabOrder: boolean;
  readonly onOpen: () => void;
  readonly onFocus: () => void;
};

type ConfirmProps = { sentence: string; busy: boolean; onYes: () => void; onNo: () => void };

const Confirm = ({ sentence, busy, onYes, onNo }: ConfirmProps) => {
  const yes = useRef<HTMLButtonElement>(null);
  useEffect(() => yes.current?.focus(), []);
  return (
    <div className="confirm" role="alertdialog" aria-label={sentence}>
      <p>{sentence}</p>
      <div className="buttons">
        <button type="button" className="primary" ref={yes} disabled={busy} onClick={onYes}>
          {words.yes}
        </button>
        <button type="button" onClick={onNo}>
          {words.no}
        </button>
      </div>
    </div>
  );
};

const About = ({ group }: { group: RejectedGroupBody }) => (
  <>
    <span className="muted facts-line">
      {[words.channel(group.channel), group.field && words.field(group.field)].filter(Boolean).join(' · ')} ·{' '}
      {words.times(group.messages, group.times, group.devices)} ·{' '}
      <time dateTime={group.lastReceivedAt} title={formatTime(group.lastReceivedAt, 'full')}>
        {words.last(formatTime(group.lastReceivedAt, 'dayTime'))}
      </time>
    </span>
    <span className="remedy">{group.remedy}</span>
  </>
);

export const GroupLine = ({ group, turn, isOpen, inTabOrder, busy, act, onOpen, onFocus }: Props) => {
  const [asked, setAsked] = useState<Asked>(null);
  const { key, reason, messages } = group;
  const path = `rejected/groups/${encodeURIComponent(key)}`;
  const replay = () =>
    act<ReplayReport>(
      { method: 'POST', path: `${path}/replay`, body: {} },
      {
        about: key,
        notice: words.replayReport,
      },
    );
  const discard = () =>
    act<DiscardReport>(
      { method: 'POST', path: `${path}/discard`, body: {} },
      { about: key, notice: ({ discarded }) => words.discardReport(discarded) },
    );
  const confirmed = () => void (asked === 'replay' ? replay() : discard()).then(() => setAsked(null));
  return (
    <li className={isOpen ? 'line card-line group open' : 'line card-line group'} data-line={key}>
      <button
        type="button"
        className="name"
        tabIndex={inTabOrder ? 0 : -1}
        aria-expanded={isOpen}
        onClick={onOpen}
        onFocus={onFocus}
      >
        <span className="count">{messages}</span> {words.reasons[reason] ?? reason}
      </button>
      <About group={group} />
      <div className="buttons choices">
        <button type="button" disabled={busy} onClick={() => setAsked('replay')}>
          {words.replayAll(messages)}
        </button>
        <button type="button" className="link" onClick={() => setAsked('discard')}>
          {words.discardAll(messages)}
        </button>
      </div>
      {asked !== null && (
        <Confirm
          sentence={asked === 'replay' ? words.confirmReplay(messages) : words.confirmDiscard(messages)}
          busy={busy}
          onYes={confirmed}
          onNo={() => setAsked(null)}
        />
      )}
      {isOpen && <Messages group={key} turn={turn} busy={busy} act={act} />}
    </li>
  );
};
