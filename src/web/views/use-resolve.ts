import type { ResolutionBody } from '../../contract/readings.ts';
import type { ResolutionDecision } from '../../domain/resolution.ts';
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

/** Says what a reading is, or whose. */
export const useResolve = (desk: Desk) => {
  const { busy, outcome, act } = useListAct(desk, 'readings');
  const resolve = (readingId: string, decision: Decision, notice: () => string) =>
    act<ResolutionBody>(
      { method: 'POST', path: `readings/${encodeURIComponent(readingId)}/resolve`, body: decision },
      { about: readingId, notice },
    );
  return { busy, outcome, resolve };
};
