import { type Lane, lanes } from '../../domain/alert.ts';
import type { View } from './views.ts';

/** What the address bar holds: filters and opaque ids, never anything about a patient. */
export type Place = {
  readonly view: View;
  readonly program: string;
  /** whose ranking is shown; the worklist keeps its own filter */
  readonly riskProgram: string;
  readonly severity: string;
  /** `open`, `acknowledged`, `awaiting` a provider, or `overdue` there */
  readonly state: string;
  /** `mine`, `nobody`, or `of:` a person's name */
  readonly owner: string;
  /** of the ranking by risk */
  readonly tier: string;
  readonly site: string;
  readonly tag: string;
  /** `only`, or `shown` among the others */
  readonly snoozed: string;
  readonly item: string;
  /** the open patient where no line was chosen */
  readonly patient: string;
};

/** The lane a view shows; null where it is no part of the worklist. */
export const laneOf = (view: View): Lane | null => lanes.find(lane => lane === view) ?? null;
