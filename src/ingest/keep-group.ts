import { dueMarks } from '../db/due-marks.ts';
import type { Sql } from '../db/statements.ts';
import { allOf, oneAtATime, type Write } from '../db/writer.ts';
import type { Metrics } from '../metrics.ts';
import type { Directory } from '../roster/directory.ts';
import { beginStages } from '../stage-times.ts';
import { comesFirst } from './comes-first.ts';
import type { ConfirmWeighIn } from './confirm-weigh-in.ts';
import { type InHand, keepReading } from './keep-reading.ts';
import { keepStatus } from './keep-status.ts';
import { keepableText } from './keepable.ts';
import { lanesOf } from './lanes.ts';
import type { Outcome } from './outcome.ts';
import { recordRejected } from './rejected.ts';
import { type Inbound, type UnderstandDeps, type Understood, understand } from './understand.ts';

export type KeepDeps = UnderstandDeps & {
  readonly sql: Sql;
  /** beside other processes that take in readings and judge them */
  readonly writeUnsynced: Write;
  /** reads what other processes changed of the roster, inside the transaction; absent: there are none */
  readonly catchUp?: (() => Promise<void>) | undefined;
  readonly metrics: Metrics;
  readonly noteStatus: Directory['noteStatus'];
  readonly patient: Directory['patient'];
  readonly confirm: ConfirmWeighIn;
  /** who is to be judged, and who of them before others */
  readonly onCommitted: (patientIds: readonly string[], first: readonly string[]) => void;
  /** the outbox has news that no evaluation will bring */
  readonly onEvents: () => void;
};

const poison: Understood = {
  is: 'rejected',
  reason: 'failed',
  field: null,
  remedy: 'this message could not be read or kept; simplify it, or report it as a fault of Vigil',
};

// recorded and acknowledged, never looped
const understandOrRecord = (message: Inbound, deps: UnderstandDeps): Understood => {
  try {
    return understand(message, deps);
  } catch {
    return poison;
  }
};

/** What waits for a person, and so is told of. */
const isToldOf: ReadonlySet<Outcome['is']> = new Set(['suspect', 'unowned', 'rejected']);

/** What two messages must not have in common to be kept side by side: a device, or a patient who may know of it. */
const keysOf = (understood: Understood): readonly string[] => {
  switch (understood.is) {
    case 'reading':
      return [understood.reading.deviceId, ...understood.everAssigned, ...concernedBy(understood)];
    case 'status':
      return [understood.deviceId];
    case 'rejected':
      // the same again is counted on one row, which is read before it is written
      return ['rejected'];
  }
};

/** Into whose order of arrival it goes. */
const concernedBy = (understood: Understood): readonly string[] => {
  if (understood.is !== 'reading') return [];
  const { owner } = understood;
  return owner.is === 'known' ? [owner.patientId] : owner.candidates;
};

/** Writes one understood message, inside the writer's transaction. */
const keepUnderstood = (deps: KeepDeps) => {
  const { sql, assignmentsOf, noteStatus } = deps;
  const keepOne = keepReading(deps);
  const reject = recordRejected(sql);
  const saveStatus = keepStatus(sql);
  const keepSaid = async (
    { batteryPercent, status, deviceId }: Extract<Understood, { is: 'status' }>,
    at: number,
    { woken }: InHand,
  ): Promise<Outcome> => {
    const said = { batteryPercent, status, deviceId, at };
    for (const patientId of await saveStatus(said, assignmentsOf(deviceId) ?? [])) woken.add(patientId);
    // before the commit, so that whoever is judged next is judged on it
    noteStatus(deviceId, batteryPercent, at);
    return { is: 'status' };
  };
  return async (message: Inbound, understood: Understood, inHand: InHand): Promise<Outcome> => {
    switch (understood.is) {
      case 'reading':
        return keepOne(understood, inHand);
      case 'status':
        return keepSaid(understood, message.receivedAt, inHand);
      case 'rejected': {
        const { reason, field, remedy } = understood;
        const topic = keepableText(message.topic);
        const rejectedId = message.replayOf?.rejectedId ?? (await reject({ ...message, topic }, understood));
        return { is: 'rejected', reason, field, remedy, rejectedId };
      }
    }
  };
};

/** What a group brought about. */
type Kept = {
  readonly outcomes: readonly Outcome[];
  readonly patientIds: readonly string[];
  /** those of them who come first */
  readonly first: readonly string[];
  /** an earlier weigh-in was borne out */
  readonly confirmed: boolean;
};

/** Patients who are to be judged before others. */
const firstOf = (understood: readonly Understood[]): readonly string[] => [
  ...new Set(
    understood.flatMap(one => (one.is === 'reading' && comesFirst(one.reading) ? concernedBy(one) : [])),
  ),
];

/** Writes understood messages, inside the writer's transaction: those that have nothing in common side by side. */
const keepSideBySide = (deps: KeepDeps) => {
  const newMarks = dueMarks(deps.sql);
  const keep = keepUnderstood(deps);
  return async (messages: readonly Inbound[], understood: readonly Understood[]): Promise<Kept> => {
    const marks = newMarks();
    let confirmed = false;
    const confirmOne = oneAtATime(work => Promise.resolve(work()));
    const confirm: InHand['confirm'] = one => {
      confirmed = true;
      return confirmOne(() => deps.confirm(one, marks));
    };
    const inHand: InHand = { marks, woken: new Set(), confirm };
    await marks.hold(understood.flatMap(concernedBy));
    const outcomes: Outcome[] = [];
    const keepLane = async (lane: readonly number[]): Promise<void> => {
      for (const i of lane)
        outcomes[i] = await keep(messages[i] as Inbound, understood[i] as Understood, inHand);
    };
    await allOf(lanesOf(understood.map(keysOf)).map(keepLane));
    const marked = await marks.save(messages.at(-1)?.receivedAt ?? 0);
    const patientIds = [...new Set([...marked, ...inHand.woken])];
    return { outcomes, patientIds, first: firstOf(understood), confirmed };
  };
};

/** What was decided of messages that the store could not bear: each is recorded as it came. */
const asPoison = (messages: readonly Inbound[]): readonly Understood[] => messages.map(() => poison);

/**
 * Writes a group of messages in one transaction; answers, in their order, what becomes of each once that is durable.
 * `record`: they are not read, but recorded among the rejected.
 */
export const keepGroup = (deps: KeepDeps) => {
  const { metrics, onCommitted, onEvents } = deps;
  const keep = keepSideBySide(deps);
  const tell = (messages: readonly Inbound[], { outcomes, patientIds, first, confirmed }: Kept): void => {
    outcomes.forEach(({ is }, i) => {
      metrics.count(messages[i]?.replayOf ? 'vigil_replays_total' : 'vigil_messages_total', is);
    });
    if (patientIds.length > 0) onCommitted(patientIds, first);
    if (confirmed || outcomes.some(({ is }) => isToldOf.has(is))) onEvents();
  };
  return async (
    messages: readonly Inbound[],
    how: 'read' | 'record' = 'read',
  ): Promise<readonly Outcome[]> => {
    const { kept, stages } = await deps.writeUnsynced(async () => {
      await deps.catchUp?.();
      const stages = beginStages(metrics);
      const understood =
        how === 'record' ? asPoison(messages) : messages.map(message => understandOrRecord(message, deps));
      stages.end('decode');
      const kept = await keep(messages, understood);
      stages.end('store');
      return { kept, stages };
    });
    stages.end('commit');
    tell(messages, kept);
    return kept.outcomes;
  };
};
