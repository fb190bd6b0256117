/** A score as it was at an instant, and what came of it. */
export type Outcome = {
  /** numbered from 0 */
  readonly patient: number;
  readonly at: number;
  /** log-odds */
  readonly value: number;
  /** tells an event from the patient's others; null: none came in time */
  readonly event: number | null;
};

/** An admission that two scores looked ahead to is one event. */
export const countEvents = (outcomes: readonly Outcome[]): number => {
  const events = new Map<number, Set<number>>();
  for (const { patient, event } of outcomes) {
    if (event === null) continue;
    const own = events.get(patient) ?? new Set();
    events.set(patient, own.add(event));
  }
  return [...events.values()].reduce((sum, own) => sum + own.size, 0);
};
