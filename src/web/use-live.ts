import { useEffect, useRef, useState } from 'react';
import type { EventBody } from '../contract/events.ts';
import { type Connection, useEvents } from './lib/use-events.ts';

const pollMs = 60_000;

/** Each rises when what it names must be read again. */
export type Turns = {
  readonly patient: number;
  readonly readings: number;
  readonly messages: number;
  readonly risk: number;
  readonly attendance: number;
  readonly ruleSets: number;
};

const still: Turns = { patient: 0, readings: 0, messages: 0, risk: 0, attendance: 0, ruleSets: 0 };

const topicOf = ({ kind }: EventBody): keyof Turns | 'worklist' => {
  if (kind.startsWith('reading.')) return 'readings';
  if (kind.startsWith('message.')) return 'messages';
  if (kind.startsWith('handoff.') || kind.startsWith('incident.')) return 'attendance';
  if (kind === 'backtest.changed') return 'ruleSets';
  return kind === 'risk.changed' ? 'risk' : 'worklist';
};

/** Looks again each minute, when the network returns and when the tab is shown, whatever the event stream says. */
const useSafetyNet = (refreshAll: () => void) => {
  const latest = useRef(refreshAll);
  useEffect(() => {
    latest.current = refreshAll;
  });
  useEffect(() => {
    const look = () => latest.current();
    const onVisible = () => document.visibilityState === 'visible' && look();
    const timer = window.setInterval(look, pollMs);
    window.addEventListener('online', look);
    document.addEventListener('visibilitychange', onVisible);
    return () => {
      window.clearInterval(timer);
      window.removeEventListener('online', look);
      document.removeEventListener('visibilitychange', onVisible);
    };
  }, []);
};

export type Live = {
  readonly connection: Connection;
  readonly turns: Turns;
  readonly again: (...topics: (keyof Turns)[]) => void;
};

/** What to read again, and when: told by events, by a person's own deeds, and by the minute. */
export const useTurns = () => {
  const [turns, setTurns] = useState(still);
  const again = (...topics: (keyof Turns)[]) =>
    setTurns(before => ({
      ...before,
      ...Object.fromEntries(topics.map(topic => [topic, before[topic] + 1])),
    }));
  return { turns, again };
};

type Dependencies = {
  readonly patientId: string | undefined;
  readonly again: Live['again'];
  readonly refreshList: (openedItemIds?: readonly string[]) => void;
  /** whether whoever is signed in may hear of events */
  readonly isOn: boolean;
};

export const useLive = ({ patientId, again, refreshList, isOn }: Dependencies): Connection => {
  const refreshAll = () => {
    refreshList();
    again('patient', 'readings', 'messages', 'risk', 'attendance', 'ruleSets');
  };
  useSafetyNet(refreshAll);
  return useEvents(isOn, {
    onEvents: events => {
      const topics = new Set(events.map(topicOf));
      const opened = events.filter(event => event.kind === 'worklist-item.opened');
      if (topics.delete('worklist') || topics.has('risk')) refreshList(opened.flatMap(e => e.itemId ?? []));
      // of whom an event is cannot be said of a patient who is still loading
      const isOpen = patientId === undefined || events.some(event => event.patientId === patientId);
      again(...([...topics] as (keyof Turns)[]), ...(isOpen ? (['patient'] as const) : []));
    },
    onConnected: refreshAll,
  });
};
