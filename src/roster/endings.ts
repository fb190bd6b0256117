type Held = {
  readonly deviceId: string;
  readonly kind: string;
  readonly slot: string | null;
  readonly patientId: string;
  readonly fromAt: number | null;
};

const sameSlot = (a: Held, b: Held): boolean =>
  a.deviceId === b.deviceId && a.kind === b.kind && a.slot === b.slot;

/**
 * When an assignment ends: where another patient takes the same device (and slot) over with a later `from`.
 * Two patients without any `from` share the device. Null while it holds.
 */
export const endOf = (assignment: Held, all: readonly Held[]): number | null => {
  const start = assignment.fromAt ?? Number.NEGATIVE_INFINITY;
  const takeovers = all
    .filter(other => sameSlot(assignment, other) && other.patientId !== assignment.patientId)
    .flatMap(other => (other.fromAt !== null && other.fromAt > start ? [other.fromAt] : []));
  return takeovers.length > 0 ? Math.min(...takeovers) : null;
};
