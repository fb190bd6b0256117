import { type DueMarks, dueMarks } from '../db/due-marks.ts';
import { outboxWrites } from '../db/outbox.ts';
import type { Sql } from '../db/statements.ts';
import { allOf, oneAtATime, type Write } from '../db/writer.ts';
import type { NewReading } from '../domain/reading.ts';
import type { Metrics } from '../metrics.ts';
import { readingWrites } from '../readings/store.ts';
import type { Directory } from '../roster/directory.ts';
import { beginStages } from '../stage-times.ts';
import type { Confirmed, ConfirmWeighIn } from './confirm-weigh-in.ts';
import type { Rejection } from './decode/decoded.ts';
import { keepStatus } from './keep-status.ts';
import { lanesOf } from './lanes.ts';
import { recordRejected } from './rejected.ts';
import { type Inbound, type UnderstandDeps, type Understood, understand } from './understand.ts';
import { weighInsAround } from './weigh-ins-around.ts';
import { isHeldAgainstOthers, type WithDoubt, withDoubt } from './with-doubt.ts';

/** What became of a message, known once it is durable. */
export type Outcome =
  | { readonly is: 'stored' | 'suspect' | 'unowned' | 'duplicate'; readonly readingId: string }
  | { readonly is: 'status' }
  | ({ readonly is: 'rejected'; readonly rejectedId: string } & Rejection);

/** Resolves once the message is durable; rejects when it could not be stored, and then it must not be acknowledged. */
export type Ingest = (message: Inbound) => Promise<Outcome>;

export type IngestDeps = UnderstandDeps & {
  readonly sql: Sql;
  /** beside other processes that take in readings and judge them */
  readonly writeUnsynced: Write;
  /** a message is answered after it */
  readonly durable: () => Promise<void>;
  /** reads what other processes changed of the roster, inside the transaction; absent: there are none */
  readonly catchUp?: (() => Promise<void>) | undefined;
  readonly metrics: Metrics;
  readonly noteStatus: Directory['noteStatus'];
  readonly patient: Directory['patient'];
  readonly confirm: ConfirmWeighIn;
  readonly onCommitted: (patientIds: readonly string[]) => void;
  /** the outbox has news that no evaluation will bring */
  readonly onEvents: () => void;
};

type Waiting = {
  readonly message: Inbound;
  readonly resolve: (outcome: Outcome) => void;
  readonly reject: (error: unknown) => void;
};

/** Messages in one commit, so few that nothing else waits long: one sync serves all that arrived while the last one ran. */
const groupSize = 250;

/** A group that is committed; `synced` resolves once its messages are answered, which they are when it is durable. */
type Committed = { readonly synced: Promise<void> };

export type IngestQueue = Ingest & {
  /** how many messages came and are in no group yet */
  readonly waiting: () => number;
};

export const createIngest = (deps: IngestDeps): IngestQueue => {
  const storeGroup = groupStore(deps);
  let waiting: Waiting[] = [];
  let running = false;

  const answer = (group: readonly Waiting[], outcomes: readonly Outcome[]): void => {
    group.forEach(({ resolve }, i) => {
      resolve(outcomes[i] as Outcome);
    });
  };
  const refuse = (group: readonly Waiting[], error: unknown): void => {
    for (const { reject } of group) reject(error);
  };

  /** a store that is away fails each of a thousand as it failed all of them */
  const takesAnything = (): Promise<boolean> => deps.writeUnsynced(() => true).catch(() => false);

  const commit = async (group: readonly Waiting[]): Promise<Committed> => {
    try {
      const outcomes = await storeGroup(group.map(w => w.message));
      const synced = deps.durable().then(
        () => answer(group, outcomes),
        error => refuse(group, error),
      );
      return { synced };
    } catch (error) {
      return commitApart(group, error);
    }
  };

  // one message that the store cannot bear must not hold up its neighbours
  const commitApart = async (group: readonly Waiting[], error: unknown): Promise<Committed> => {
    const apart: Committed[] = [];
    if (group.length > 1 && (await takesAnything())) for (const one of group) apart.push(await commit([one]));
    else refuse(group, error);
    return { synced: Promise.all(apart.map(({ synced }) => synced)).then(() => undefined) };
  };

  // in order of arrival; while one group is synced, the next is written, and no other
  const run = async (): Promise<void> => {
    let before: Committed | null = null;
    while (waiting.length > 0) {
      const group = waiting.slice(0, groupSize);
      waiting = waiting.slice(groupSize);
      const committed = await commit(group);
      await before?.synced;
      before = committed;
      await new Promise(setImmediate);
    }
    running = false;
  };

  const take: Ingest = message =>
    new Promise((resolve, reject) => {
      waiting.push({ message, resolve, reject });
      if (running) return;
      running = true;
      setImmediate(() => void run());
    });
  return Object.assign(take, { waiting: () => waiting.length });
};

const poison: Understood = {
  is: 'rejected',
  reason: 'failed',
  field: null,
  remedy: 'this message could not be read; simplify it, or report it as a fault of Vigil',
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

/** What a group of messages brings about, besides what becomes of each. */
type InHand = {
  readonly marks: DueMarks;
  readonly woken: Set<string>;
  /** has what bears out another weigh-in told of it; one at a time, whoever asks */
  readonly confirm: (confirmed: Confirmed) => Promise<void>;
};

const groupStore = (deps: IngestDeps) => {
  const { sql, writeUnsynced, metrics, confirm, onCommitted, onEvents, ...understandDeps } = deps;
  const newMarks = dueMarks(sql);
  const keep = keepUnderstood(deps);
  return async (messages: readonly Inbound[]): Promise<readonly Outcome[]> => {
    const { outcomes, patientIds, told, stages } = await writeUnsynced(async () => {
      await deps.catchUp?.();
      const stages = beginStages(metrics);
      const understood = messages.map(message => understandOrRecord(message, understandDeps));
      stages.end('decode');
      const marks = newMarks();
      let told = false;
      const confirmOne = oneAtATime(work => Promise.resolve(work()));
      const inHand: InHand = {
        marks,
        woken: new Set(),
        confirm: confirmed => {
          told = true;
          return confirmOne(() => confirm(confirmed, marks));
        },
      };
      await marks.hold(understood.flatMap(concernedBy));
      const outcomes: Outcome[] = [];
      const keepLane = async (lane: readonly number[]): Promise<void> => {
        for (const i of lane) {
          outcomes[i] = await keep(messages[i] as Inbound, understood[i] as Understood, inHand);
        }
      };
      const lanes = lanesOf(understood.map(keysOf));
      await allOf(lanes.map(keepLane));
      const marked = await marks.save(messages.at(-1)?.receivedAt ?? 0);
      stages.end('store');
      return { outcomes, patientIds: [...new Set([...marked, ...inHand.woken])], told, stages };
    });
    stages.end('commit');
    outcomes.forEach(({ is }, i) => {
      metrics.count(messages[i]?.replayOf ? 'vigil_replays_total' : 'vigil_messages_total', is);
    });
    if (patientIds.length > 0) onCommitted(patientIds);
    if (told || outcomes.some(({ is }) => isToldOf.has(is))) onEvents();
    return outcomes;
  };
};

/** Writes one understood message, inside the writer's transaction. */
const keepUnderstood = ({ sql, assignmentsOf, noteStatus, patient }: IngestDeps) => {
  const weighInsOf = weighInsAround(sql);
  const readings = readingWrites(sql);
  const reject = recordRejected(sql);
  const emit = outboxWrites(sql);
  const saveStatus = keepStatus(sql);

  const keepUnowned = async (
    reading: NewReading,
    candidates: readonly string[],
    marks: DueMarks,
  ): Promise<Outcome> => {
    await readings.addUnowned(reading, candidates);
    for (const patientId of candidates) {
      await readings.addCandidate(patientId, reading, await marks.nextArrival(patientId));
      await marks.mark(patientId, reading.measuredAt);
    }
    const { id: readingId, receivedAt: at } = reading;
    await emit({ at, kind: 'reading.unowned', patientId: null, itemId: null, subjectId: readingId });
    return { is: 'unowned', readingId };
  };

  const doubted = async (patientId: string, reading: NewReading): Promise<WithDoubt> => {
    const owner = isHeldAgainstOthers(reading) ? patient(patientId, reading.measuredAt) : undefined;
    if (!owner) return { reading, confirms: [] };
    return withDoubt(reading, await weighInsOf(patientId, reading.measuredAt), owner.context);
  };

  const keepReading = async (
    understood: Extract<Understood, { is: 'reading' }>,
    inHand: InHand,
  ): Promise<Outcome> => {
    const { marks } = inHand;
    const { reading: sent, alsoId, owner, everAssigned } = understood;
    const duplicate = { is: 'duplicate', readingId: sent.id } as const;
    const patientId = owner.is === 'known' ? owner.patientId : null;
    const others = everAssigned.filter(id => id !== patientId);
    if (await readings.isElsewhere(sent, alsoId, others)) return duplicate;
    if (owner.is === 'unclear') return keepUnowned(sent, owner.candidates, marks);
    const { reading, confirms } = await doubted(owner.patientId, sent);
    const arrival = await marks.nextArrival(owner.patientId);
    if (!(await readings.addOwned(owner.patientId, reading, arrival))) return duplicate;
    await marks.mark(owner.patientId, reading.measuredAt);
    const { id: readingId, receivedAt: at } = reading;
    for (const id of confirms) await inHand.confirm({ patientId: owner.patientId, readingId: id, at });
    if (reading.suspect === null) return { is: 'stored', readingId };
    await emit({
      at,
      kind: 'reading.suspect',
      patientId: owner.patientId,
      itemId: null,
      subjectId: readingId,
    });
    return { is: 'suspect', readingId };
  };

  return async (message: Inbound, understood: Understood, inHand: InHand): Promise<Outcome> => {
    switch (understood.is) {
      case 'reading':
        return keepReading(understood, inHand);
      case 'status': {
        const { batteryPercent, status, deviceId } = understood;
        const said = { batteryPercent, status, deviceId, at: message.receivedAt };
        const woken = await saveStatus(said, assignmentsOf(deviceId) ?? []);
        for (const patientId of woken) inHand.woken.add(patientId);
        // before the commit, so that whoever is judged next is judged on it
        noteStatus(deviceId, batteryPercent, message.receivedAt);
        return { is: 'status' };
      }
      case 'rejected': {
        const { reason, field, remedy } = understood;
        const rejectedId = message.replayOf?.rejectedId ?? (await reject(message, understood));
        return { is: 'rejected', reason, field, remedy, rejectedId };
      }
    }
  };
};
