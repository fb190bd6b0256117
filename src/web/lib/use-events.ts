import { useEffect, useRef, useState } from 'react';
import type { EventBody } from '../../contract/events.ts';
import { type EventKind, eventKinds } from '../../domain/event.ts';

export type Connection = 'connecting' | 'live' | 'reconnecting';

const kinds = Object.keys(eventKinds) as EventKind[];
/** after a silence the first event is told of almost at once, with those of the same moment */
const soonMs = 30;
const gatherMs = 300;
const retryMs = 5_000;

type Handlers = {
  /** what happened within 300 ms; after a silence within 30 */
  readonly onEvents: (events: readonly EventBody[]) => void;
  /** at the first connection and after each break: anything may have been missed */
  readonly onConnected: () => void;
};

type Listener = Handlers & { readonly onConnection: (connection: Connection) => void };

/** Listens until the returned function is called. The browser retries a broken line itself, a refused one we retry. */
const listen = ({ onEvents, onConnected, onConnection }: Listener): (() => void) => {
  let source: EventSource;
  let retry: number | undefined;
  let gather: number | undefined;
  let gathered: EventBody[] = [];
  let toldAt = Number.NEGATIVE_INFINITY;
  const flush = () => {
    gather = undefined;
    toldAt = performance.now();
    const events = gathered;
    gathered = [];
    onEvents(events);
  };
  const onEvent = (message: MessageEvent<string>) => {
    gathered.push(JSON.parse(message.data) as EventBody);
    const isAfterSilence = performance.now() - toldAt > gatherMs;
    gather ??= window.setTimeout(flush, isAfterSilence ? soonMs : gatherMs);
  };
  const open = () => {
    source = new EventSource('/api/v1/events');
    for (const kind of kinds) source.addEventListener(kind, onEvent);
    // what was missed is no longer kept: load everything again
    source.addEventListener('feed.reset', onConnected);
    source.onopen = () => {
      onConnection('live');
      onConnected();
    };
    source.onerror = () => {
      onConnection('reconnecting');
      if (source.readyState === EventSource.CLOSED) retry = window.setTimeout(open, retryMs);
    };
  };
  open();
  return () => {
    source.close();
    window.clearTimeout(retry);
    window.clearTimeout(gather);
  };
};

export const useEvents = (isOn: boolean, handlers: Handlers): Connection => {
  const [connection, setConnection] = useState<Connection>('connecting');
  const latest = useRef(handlers);
  useEffect(() => {
    latest.current = handlers;
  });
  useEffect(
    () =>
      isOn
        ? listen({
            onEvents: events => latest.current.onEvents(events),
            onConnected: () => latest.current.onConnected(),
            onConnection: setConnection,
          })
        : undefined,
    [isOn],
  );
  return connection;
};
