export const warningMs = 60_000;
/** A sign of life is sent at most so often. */
export const tellEveryMs = 60_000;

type Moment = {
  readonly now: number;
  /** when the session ends unless it is told of a sign of life */
  readonly idleEndsAt: number;
  /** when it ends in any case */
  readonly endsAt: number;
  readonly lastInputAt: number;
  readonly lastToldAt: number;
  /** a call timer runs: that is a sign of life by itself */
  readonly isKeptAwake: boolean;
};

/** What to do now: tell the server of a sign of life, warn, or ask whether it is over. */
export const idleStep = (moment: Moment): 'fine' | 'tell' | 'warn' | 'over' => {
  const { now, idleEndsAt, endsAt, lastInputAt, lastToldAt, isKeptAwake } = moment;
  if (now >= Math.min(idleEndsAt, endsAt)) return 'over';
  const isDue = now - lastToldAt >= tellEveryMs;
  if (isDue && (isKeptAwake || lastInputAt > lastToldAt)) return 'tell';
  return now >= idleEndsAt - warningMs && !isKeptAwake ? 'warn' : 'fine';
};
