import type { AppOptions } from '../../src/app.ts';
import { pipeline } from '../../src/cli/publisher.ts';
import { type Clock, systemClock } from '../../src/clock.ts';
import { hourMs } from '../../src/domain/local-day.ts';
import { enrol, testApp } from '../support/app.ts';
import { type Outcome, outcomeIn } from './outcome.ts';
import { inFlight, type Message, rosterOf, type Stream } from './stream.ts';

/** A clock that stands, and jumps where it is told, backwards too. */
export const jumpingClock = (): Clock & { readonly jump: (ms: number) => void } => {
  let at = systemClock.now();
  const waiting = new Set<{ at: number; run: () => void }>();
  const wake: Clock['wake'] = (wakeAt, run) => {
    const one = { at: wakeAt, run };
    waiting.add(one);
    return () => waiting.delete(one);
  };
  return {
    now: () => at,
    wake,
    after: (ms, run) => wake(at + ms, run),
    jump: ms => {
      at += ms;
      for (const wake of [...waiting].filter(w => w.at <= at)) if (waiting.delete(wake)) wake.run();
    },
  };
};

/** A Vigil in this process, the patients of a stream enrolled. */
export const oneProcess = async (stream: Stream, options: Partial<AppOptions> = {}) => {
  const clock = jumpingClock();
  const { app, folder } = await testApp(0, { clock, durable: true, database: null, ...options });
  await enrol(app, clock.now(), rosterOf(stream));
  const take = ({ topic, payload }: Message) =>
    app.ingest({
      ...{ source: 'mqtt', topic, payload: Buffer.from(payload), mode: 'live' },
      receivedAt: clock.now(),
    });
  let acknowledged = 0;
  /** Publishes as devices do: what was not acknowledged is published again once `mend` has run. */
  const publish = async (
    messages: Iterable<Message>,
    mend: () => void = () => {},
    width = inFlight,
  ): Promise<number> => {
    const again: Message[] = [];
    await pipeline(messages, width, async message => {
      await take(message).then(
        () => {
          acknowledged += 1;
        },
        () => again.push(message),
      );
    });
    mend();
    if (again.length > 0) await publish(again, mend, width);
    return again.length;
  };
  return {
    ...{ app, clock, folder, publish },
    acknowledged: () => acknowledged,
    /** What it has come to when two hours have passed, in which everything that was put off is judged. */
    outcome: async (): Promise<Outcome> => {
      await app.evaluator.idle();
      clock.jump(2 * hourMs);
      await app.evaluator.idle();
      return outcomeIn(folder, stream.name, clock.now());
    },
  };
};
