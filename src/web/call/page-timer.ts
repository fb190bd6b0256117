import { useSyncExternalStore } from 'react';
import type { PatientSummaryBody } from '../../contract/patients.ts';
import { toasts } from '../kit/toast.tsx';
import { get, send } from '../lib/api.ts';
import { wallClock } from '../lib/clock.ts';
import { fullName } from '../list/line.tsx';
import { keepAwake } from '../session/awake.ts';
import { callWords } from '../strings/call.ts';
import { minutesText } from './clock-text.ts';
import type { Activity } from './timer.ts';
import { createTimerStore, type TimerState } from './timer-store.ts';

let letSleep: (() => void) | null = null;

const holdAwake = (isHeld: boolean): void => {
  if (isHeld) letSleep ??= keepAwake();
  else {
    letSleep?.();
    letSleep = null;
  }
};

/** The page's timer: it outlives the patient's panel. */
export const pageTimer = createTimerStore({ get, send, now: wallClock, holdAwake });

export const useTimer = (): TimerState => useSyncExternalStore(pageTimer.subscribe, pageTimer.state);

/** Starts to count for a patient; what ran before waits for approval, and that is told. */
export const startTimer = async (
  patient: PatientSummaryBody,
  itemId: string | undefined,
  activity: Activity,
): Promise<void> => {
  const whom = { patientId: patient.id, patientName: fullName(patient), ...(itemId && { itemId }) };
  const stopped = await pageTimer.start(whom, activity);
  if (stopped === null) return;
  const told = callWords.told.stopped(minutesText(stopped.seconds));
  toasts.show(told, told);
};
