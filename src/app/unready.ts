import type { Unready } from '../api/context.ts';
import { type ClockGuard, clockRemedy } from '../clock-guard.ts';
import type { MqttDoor } from '../ingest/mqtt-door.ts';

type Deps = {
  readonly draining: AbortSignal;
  readonly ownClock: Pick<ClockGuard, 'wrong'>;
  readonly door: Pick<MqttDoor, 'shut'>;
};

/** Why a process must be given nothing to do now, beside that its store does not answer; null when it may. */
export const unready =
  ({ draining, ownClock, door }: Deps) =>
  (): Unready | null => {
    if (draining.aborted)
      return { why: 'this process is stopping', remedy: 'ask another process, or this one when it is back' };
    const wrong = ownClock.wrong();
    if (wrong !== null) return { why: `${wrong}: it judges nothing meanwhile`, remedy: clockRemedy };
    const shut = door.shut();
    if (shut === null) return null;
    return {
      why: `${shut}: no reading comes in that way`,
      remedy: 'Vigil goes on trying; see its log, and whether the broker runs and can be reached',
    };
  };
