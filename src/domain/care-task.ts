export const taskKinds = ['call-day-2', 'call-day-7', 'other'] as const;
/** `other`: written by a person; the calls follow a discharge. */
export type TaskKind = (typeof taskKinds)[number];

export const taskStates = ['open', 'done', 'cancelled'] as const;
