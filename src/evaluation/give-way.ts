/** Of a thread that has more to do than it can, this share is left to judging: an alert comes late, but comes. */
const judgingShare = 1 / 4;

/** What it took may be waits for the writer, which are no work: nobody is made to wait long for them. */
const mostMs = 200;

/** `isWanted`: somebody is to be judged who goes before devices. */
export type GiveWay = (tookMs: number, isWanted?: () => boolean) => Promise<void>;

/**
 * Between two batches: what devices wait to have acknowledged goes first, for as many times as long as the last batch took
 * as the shares have it. What is taken in meanwhile is judged together, so that a backlog costs less a reading.
 */
export const giveWayTo =
  (waiting: () => number, now: () => number = () => performance.now()): GiveWay =>
  async (tookMs, isWanted = () => false) => {
    const until = now() + Math.min(mostMs, tookMs * (1 / judgingShare - 1));
    await new Promise(setImmediate);
    while (waiting() > 0 && now() < until && !isWanted())
      await new Promise(resolve => setTimeout(resolve, 1));
  };
