import type { WorklistLineBody } from '../../contract/worklist.ts';
import type { Lane } from '../../domain/alert.ts';

/** The lines of a lane as far as they are here, and how many there are in all. */
export type Lines = {
  readonly items: readonly WorklistLineBody[];
  /** where the next page begins; null when all is here */
  readonly next: string | null;
  readonly more: boolean;
  readonly total: number;
  readonly snoozed: number;
  readonly byLane: Readonly<Record<Lane, number>>;
  readonly asOf: string;
  readonly serverAheadMs: number;
};
