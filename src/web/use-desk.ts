import { useCallback, useEffect, useMemo, useState } from 'react';
import type { ProgramBody } from '../contract/programs.ts';
import type { PageOf } from './lib/api.ts';
import { useNow } from './lib/clock.ts';
import { type Place, usePlace } from './lib/place.ts';
import type { Connection } from './lib/use-events.ts';
import { useResource } from './lib/use-resource.ts';
import { useWorklist, type Worklist } from './lib/use-worklist.ts';
import { focusLine, leaveLines, lineAfter } from './list/focus.ts';
import { useCriticalNotice } from './notify/use-critical.ts';
import { useAccount, usePermission } from './session/session.ts';
import { usePermittedPlace } from './shell/use-pages.ts';
import { text } from './strings.ts';
import { type Live, type Turns, useLive, useTurns } from './use-live.ts';
import { type Open, useOpen } from './use-open.ts';
import type { DeedName } from './verbs/deeds.ts';
import { type Guesses, useGuesses } from './verbs/use-guesses.ts';
import { useShown } from './verbs/use-shown.ts';
import { useVerbs, type Verbs } from './verbs/use-verbs.ts';

export type DialogName = 'help' | 'search' | 'password' | null;

/** Everything the screen shows and does; components only render it. */
export type Desk = {
  readonly place: Place;
  readonly go: (change: Partial<Place>) => void;
  readonly now: number;
  readonly serverAheadMs: number;
  /** who is signed in; the name that deeds are signed with */
  readonly actor: { readonly name: string };
  readonly worklist: Worklist;
  readonly programs: readonly ProgramBody[];
  readonly programNames: ReadonlyMap<string, string>;
  readonly connection: Connection;
  readonly cursor: string | null;
  readonly setCursor: (id: string) => void;
  readonly open: (itemId: string) => void;
  readonly openPatient: (patientId: string) => void;
  readonly opened: Open;
  readonly turns: Turns;
  readonly again: Live['again'];
  readonly form: DeedName | null;
  readonly setForm: (form: DeedName | null, placeId?: string) => void;
  readonly dialog: DialogName;
  readonly setDialog: (dialog: DialogName) => void;
  readonly verbs: Verbs;
};

const usePrograms = (turn: number) => {
  const page = useResource<PageOf<ProgramBody>>('programs', turn).value;
  return useMemo(() => {
    const programs = page?.items ?? [];
    return { programs, programNames: new Map(programs.map(({ id, name }) => [id, name])) };
  }, [page]);
};

const useTitle = (total: number | undefined) => {
  useEffect(() => {
    document.title = text.title(total);
  }, [total]);
};

/** Which form is open, for the line or patient that it was opened for. */
const useForm = (placeId: string) => {
  const [shown, setShown] = useState<{ of: string; form: DeedName | null }>({ of: '', form: null });
  const setForm = (form: DeedName | null, of = placeId) => {
    setShown({ of, form });
    if (form === null) focusLine(of);
  };
  return { form: shown.of === placeId ? shown.form : null, setForm };
};

const useDeskVerbs = (
  worklist: Worklist,
  opened: Open,
  more: {
    readonly actorName: string;
    readonly again: Live['again'];
    readonly setForm: Desk['setForm'];
    readonly form: DeedName | null;
    readonly guesses: Guesses;
  },
): Verbs => {
  const { actorName, again, setForm, form, guesses } = more;
  const refresh = () => {
    worklist.refresh();
    again('patient', 'risk');
  };
  return useVerbs({
    actorName,
    guesses,
    onBegun: (deed, { item }) => {
      if (!deed.atOnce) setForm(null);
      if (deed.leavesList && item) focusLine(lineAfter(item.id));
    },
    onDone: (deed, { summary }, item, wasShown) => {
      if (item !== null && item.id === opened.item.value?.id) opened.item.set(item);
      if (!wasShown && form === deed.name && summary.id === opened.subject?.summary.id) setForm(null);
      refresh();
    },
    onTakenBack: (deed, { summary }) => {
      if (!deed.atOnce && form === null && summary.id === opened.subject?.summary.id) setForm(deed.name);
    },
    onUndone: item => {
      if (item.id === opened.item.value?.id) {
        opened.item.set(item);
        leaveLines();
      }
      refresh();
    },
    onRefused: refresh,
  });
};

export const useDesk = (): Desk => {
  const [asked, go] = usePlace();
  const actor = useAccount();
  const place = usePermittedPlace(asked);
  const mayRead = usePermission('worklist:read');
  const mayAnswer = usePermission('provider:answer');
  const worklist = useWorklist(place, actor.name, mayRead);
  const serverAheadMs = worklist.lines?.serverAheadMs ?? 0;
  const now = useNow(serverAheadMs);
  const [dialog, setDialog] = useState<DialogName>(null);
  const [cursor, setCursor] = useState<string | null>(null);
  const { turns, again } = useTurns();
  useTitle(worklist.lines?.total);
  const opened = useOpen(place, worklist, turns.patient);
  const { form, setForm } = useForm(place.item || place.patient);
  const connection = useLive({
    patientId: opened.subject?.summary.id,
    again,
    refreshList: worklist.refresh,
    isOn: mayRead || mayAnswer,
  });
  useCriticalNotice(worklist.turn);
  const open = useCallback((item: string) => go({ item, patient: '' }), [go]);
  const openPatient = useCallback((patient: string) => go({ item: '', patient }), [go]);
  const guesses = useGuesses();
  const verbs = useDeskVerbs(worklist, opened, { actorName: actor.name, again, setForm, form, guesses });
  return {
    ...{ place, go, now, serverAheadMs, actor, ...usePrograms(0), connection, cursor, setCursor },
    ...{ open, openPatient, turns, again, form, setForm, dialog, setDialog, verbs },
    ...useShown(worklist, opened, guesses, place.snoozed),
  };
};
