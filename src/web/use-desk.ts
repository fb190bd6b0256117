import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { PatientBody } from '../contract/patients.ts';
import type { ProgramBody } from '../contract/programs.ts';
import type { WorklistItemBody } from '../contract/worklist.ts';
import type { PageOf } from './lib/api.ts';
import { useNow } from './lib/clock.ts';
import { type Place, usePlace } from './lib/place.ts';
import { type Actor, useActor } from './lib/use-actor.ts';
import { type Connection, useEvents } from './lib/use-events.ts';
import { type Resource, useResource } from './lib/use-resource.ts';
import { useWorklist, type Worklist } from './lib/use-worklist.ts';
import { focusLine, lineAfter } from './list/focus.ts';
import { useVerbs, type Verbs } from './panel/use-verbs.ts';
import { text } from './strings.ts';

const pollMs = 60_000;

export type FormName = 'note' | 'close' | null;
export type DialogName = 'actor' | 'help' | null;

/** Everything the screen shows and does; components only render it. */
export type Desk = {
  readonly place: Place;
  readonly go: (change: Partial<Place>) => void;
  readonly now: number;
  readonly actor: Actor;
  readonly worklist: Worklist;
  readonly programs: readonly ProgramBody[];
  readonly programNames: ReadonlyMap<string, string>;
  readonly connection: Connection;
  readonly cursor: string | null;
  readonly setCursor: (id: string) => void;
  readonly open: (itemId: string) => void;
  readonly item: Resource<WorklistItemBody>;
  readonly patient: Resource<PatientBody>;
  /** rises when the open patient must be read again */
  readonly turn: number;
  readonly form: FormName;
  readonly setForm: (form: FormName, itemId?: string) => void;
  readonly dialog: DialogName;
  readonly setDialog: (dialog: DialogName) => void;
  readonly verbs: Verbs;
};

const usePrograms = () => {
  const page = useResource<PageOf<ProgramBody>>('programs', 0).value;
  return useMemo(() => {
    const programs = page?.items ?? [];
    return { programs, programNames: new Map(programs.map(({ id, name }) => [id, name])) };
  }, [page]);
};

/** The open line, shown from the list at once and then from its own answer. */
const useOpenItem = (itemId: string, worklist: Worklist, turn: number) => {
  const id = encodeURIComponent(itemId);
  const fetched = useResource<WorklistItemBody>(itemId === '' ? null : `worklist/${id}`, turn);
  const listed = worklist.lines?.items.find(item => item.id === itemId) ?? null;
  const item = { ...fetched, value: fetched.value ?? listed };
  const patientId = item.value?.patient.id;
  const path = patientId === undefined ? null : `patients/${encodeURIComponent(patientId)}`;
  return { item, patient: useResource<PatientBody>(path, turn) };
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

const useTitle = (total: number | undefined) => {
  useEffect(() => {
    document.title = text.title(total);
  }, [total]);
};

const useForm = (itemId: string) => {
  const [shown, setShown] = useState<{ itemId: string; form: FormName }>({ itemId: '', form: null });
  const setForm = (form: FormName, of = itemId) => {
    setShown({ itemId: of, form });
    if (form === null) focusLine(of);
  };
  return { form: shown.itemId === itemId ? shown.form : null, setForm };
};

const useLive = (worklist: Worklist, item: WorklistItemBody | null, again: () => void): Connection => {
  const refreshAll = () => {
    worklist.refresh();
    again();
  };
  useSafetyNet(refreshAll);
  return useEvents({
    onEvents: events => {
      const opened = events.filter(event => event.kind === 'worklist-item.opened');
      worklist.refresh(opened.flatMap(event => event.itemId ?? []));
      if (events.some(event => event.patientId === item?.patient.id)) again();
    },
    onReconnected: refreshAll,
  });
};

export const useDesk = (): Desk => {
  const [place, go] = usePlace();
  const worklist = useWorklist(place);
  const now = useNow(worklist.lines?.serverAheadMs ?? 0);
  const actor = useActor();
  const [dialog, setDialog] = useState<DialogName>(actor.name === '' ? 'actor' : null);
  const [cursor, setCursor] = useState<string | null>(null);
  const [turn, setTurn] = useState(0);
  const again = () => setTurn(before => before + 1);
  useTitle(worklist.lines?.total);
  const { item, patient } = useOpenItem(place.item, worklist, turn);
  const { form, setForm } = useForm(place.item);
  const connection = useLive(worklist, item.value, again);
  const open = useCallback((itemId: string) => go({ item: itemId }), [go]);

  const verbs = useVerbs({
    actorName: actor.name,
    askActor: () => setDialog('actor'),
    onDone: (verb, done) => {
      if (done.id === place.item) item.set(done);
      if (verb !== 'acknowledge') setForm(null, done.id);
      if (verb === 'close') focusLine(lineAfter(done.id));
      worklist.refresh();
      again();
    },
    onRefused: () => {
      worklist.refresh();
      again();
    },
  });
  return {
    ...{ place, go, now, actor, worklist, ...usePrograms(), connection, cursor, setCursor, open },
    ...{ item, patient, turn, form, setForm, dialog, setDialog, verbs },
  };
};
