/** What is done so often: due, and the next time on its way, once that time has passed since it was last due. */
export type Pace = {
  readonly isDue: (now: number) => boolean;
  readonly nextAt: () => number;
};

/** Due first at `startAt`. A clock that is set back puts it off no longer than one time. */
export const startPace = (everyMs: number, startAt: number): Pace => {
  let nextAt = startAt;
  return {
    nextAt: () => nextAt,
    isDue: now => {
      const isDue = now >= nextAt;
      nextAt = isDue ? now + everyMs : Math.min(nextAt, now + everyMs);
      return isDue;
    },
  };
};
