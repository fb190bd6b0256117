import { useState } from 'react';
import type { PatientSummaryBody } from '../../contract/patients.ts';
import type { ReadingBody, ResolutionBody } from '../../contract/readings.ts';
import type { ResolutionDecision } from '../../domain/resolution.ts';
import { wallClock } from '../lib/clock.ts';
import { formatTime } from '../lib/times.ts';
import type { Outcome } from '../lib/use-act.ts';
import type { Desk } from '../use-desk.ts';
import { useListAct } from './use-list-act.ts';

export type Decision = {
  readonly decision: ResolutionDecision;
  /** whose it is as seen; nobody's where it waits for an owner */
  readonly of?: string;
  readonly patient?: string;
  readonly values?: Readonly<Record<string, unknown>>;
  readonly note?: string;
};

/** A reading as the last decision left it, and whose it is now. */
export type Decided = {
  readonly id: string;
  readonly reading: ReadingBody;
  readonly patient: PatientSummaryBody;
};

type After = {
  /** whose it is then; null: nobody's */
  readonly patient: PatientSummaryBody | null;
  readonly notice: (at: string) => string;
};

export type Resolving = {
  readonly busy: boolean;
  readonly outcome: Outcome | null;
  /** null once another reading is decided on, and where the reading has become nobody's */
  readonly decided: Decided | null;
  /** whether it is known to be saved */
  readonly resolve: (readingId: string, decision: Decision, after: After) => Promise<boolean>;
};

/** What the decision left with a person's readings. */
export const readingAfter = ({ after }: Pick<ResolutionBody, 'after'>): ReadingBody | null =>
  after as ReadingBody | null;

/** Says what a reading is, or whose. */
export const useResolve = (desk: Desk): Resolving => {
  const { busy, outcome, act } = useListAct(desk, 'readings');
  const [decided, setDecided] = useState<Decided | null>(null);
  const resolve: Resolving['resolve'] = async (readingId, decision, { patient, notice }) => {
    if (decided?.reading.id !== readingId) setDecided(null);
    const path = `readings/${encodeURIComponent(readingId)}/resolve`;
    const resolution = await act<ResolutionBody>(
      { method: 'POST', path, body: decision },
      { about: readingId, notice: () => notice(formatTime(wallClock(), 'clock')) },
    );
    if (resolution === null) return false;
    const reading = readingAfter(resolution);
    setDecided(patient && reading && { id: resolution.id, reading, patient });
    return true;
  };
  return { busy, outcome, decided, resolve };
};
