import { formatTime } from '../lib/times.ts';
import type { Connection } from '../lib/use-events.ts';
import { useOnline } from '../lib/use-online.ts';
import { text } from '../strings.ts';

const sentence = (online: boolean, connection: Connection, since: string | null): string => {
  if (online && connection === 'live') return text.connection.live;
  if (online && connection === 'connecting') return text.connection.connecting;
  if (since === null) return text.connection.neverLoaded;
  return online ? text.connection.reconnecting(since) : text.connection.offline(since);
};

type Props = { connection: Connection; checkedAt: string | null };

export const ConnectionState = ({ connection, checkedAt }: Props) => {
  const online = useOnline();
  const state = online ? connection : 'offline';
  const since = checkedAt === null ? null : formatTime(checkedAt, 'clock');
  return (
    <p className={`connection ${state}`}>
      <span className="dot" aria-hidden="true" />
      <output>{sentence(online, connection, since)}</output>
      {state === 'live' && since !== null && <span>{text.connection.checked(since)}</span>}
    </p>
  );
};
