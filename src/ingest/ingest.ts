import type BetterSqlite3 from 'better-sqlite3';
import { type DueMarks, dueMarks } from '../db/due-marks.ts';
import { outboxWrites } from '../db/outbox.ts';
import type { Write } from '../db/writer.ts';
import type { NewReading } from '../domain/reading.ts';
import type { Metrics } from '../metrics.ts';
import { readingWrites } from '../readings/store.ts';
import type { Directory } from '../roster/directory.ts';
import type { Confirmed, ConfirmWeighIn } from './confirm-weigh-in.ts';
import type { Rejection } from './decode/decoded.ts';
import { keepStatus } from './keep-status.ts';
import { recordRejected } from './rejected.ts';
import { type Inbound, type UnderstandDeps, type Understood, understand } from './understand.ts';
import { doubtedAround, weighInsBefore } from './weigh-ins-before.ts';
import { withDoubt } from './with-doubt.ts';

/** What became of a message, known once it is durable. */
export type Outcome =
  | { readonly is: 'stored' | 'suspect' | 'unowned' | 'duplicate'; readonly readingId: string }
  | { readonly is: 'status' }
  | ({ readonly is: 'rejected'; readonly rejectedId: string } & Rejection);

/** Resolves once the message is durable; rejects when it could not be stored, and then it must not be acknowledged. */
export type Ingest = (message: Inbound) => Promise<Outcome>;

export type IngestDeps = UnderstandDeps & {
  readonly sqlite: BetterSqlite3.Database;
  readonly write: Write;
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

/** Messages in one commit: one fsync serves all that arrived while the last one ran. */
const groupSize = 1_000;

export const createIngest = (deps: IngestDeps): Ingest => {
  const storeGroup = groupStore(deps);
  let waiting: Waiting[] = [];
  let running = false;

  const commit = async (group: readonly Waiting[]): Promise<void> => {
    try {
      const outcomes = await storeGroup(group.map(w => w.message));
      group.forEach((w, i) => {
        w.resolve(outcomes[i] as Outcome);
      });
    } catch (error) {
      await commitApart(group, error);
    }
  };

  // one message that the store cannot bear must not hold up its neighbours
  const commitApart = async (group: readonly Waiting[], error: unknown): Promise<void> => {
    if (group.length === 1) group[0]?.reject(error);
    else for (const one of group) await commit([one]);
  };

  const run = async (): Promise<void> => {
    while (waiting.length > 0) {
      const group = waiting.slice(0, groupSize);
      waiting = waiting.slice(groupSize);
      await commit(group);
      await new Promise(setImmediate);
    }
    running = false;
  };

  return message =>
    new Promise((resolve, reject) => {
      waiting.push({ message, resolve, reject });
      if (running) return;
      running = true;
      setImmediate(() => void run());
    });
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

/** What a group of messages brings about, besides what becomes of each. */
type InHand = { readonly marks: DueMarks; readonly woken: Set<string>; readonly confirmed: Confirmed[] };

const groupStore = (deps: IngestDeps) => {
  const { sqlite, write, metrics, confirm, onCommitted, onEvents, ...understandDeps } = deps;
  const newMarks = dueMarks(sqlite);
  const keep = keepUnderstood(deps);
  return async (messages: readonly Inbound[]): Promise<readonly Outcome[]> => {
    const understood = messages.map(message => understandOrRecord(message, understandDeps));
    const { outcomes, patientIds, told } = await write(async () => {
      const inHand: InHand = { marks: newMarks(), woken: new Set(), confirmed: [] };
      const outcomes: Outcome[] = [];
      let told = false;
      for (const [i, message] of messages.entries()) {
        outcomes.push(keep(message, understood[i] as Understood, inHand));
        for (const one of inHand.confirmed.splice(0)) {
          await confirm(one, inHand.marks);
          told = true;
        }
      }
      const marked = inHand.marks.save(messages.at(-1)?.receivedAt ?? 0);
      return { outcomes, patientIds: [...new Set([...marked, ...inHand.woken])], told };
    });
    outcomes.forEach(({ is }, i) => {
      metrics.count(messages[i]?.replayOf ? 'vigil_replays_total' : 'vigil_messages_total', is);
    });
    if (patientIds.length > 0) onCommitted(patientIds);
    if (told || outcomes.some(({ is }) => isToldOf.has(is))) onEvents();
    return outcomes;
  };
};

/** Writes one understood message, inside the writer's transaction. */
const keepUnderstood = ({ sqlite, assignmentsOf, noteStatus, patient }: IngestDeps) => {
  const doubt = { weighInsBefore: weighInsBefore(sqlite), doubtedAround: doubtedAround(sqlite), patient };
  const readings = readingWrites(sqlite);
  const reject = recordRejected(sqlite);
  const emit = outboxWrites(sqlite);
  const saveStatus = keepStatus(sqlite);

  const keepUnowned = (reading: NewReading, candidates: readonly string[], marks: DueMarks): Outcome => {
    readings.addUnowned(reading, candidates);
    for (const patientId of candidates) {
      readings.addCandidate(patientId, reading, marks.nextArrival(patientId));
      marks.mark(patientId, reading.measuredAt);
    }
    const { id: readingId, receivedAt: at } = reading;
    emit({ at, kind: 'reading.unowned', patientId: null, itemId: null, subjectId: readingId });
    return { is: 'unowned', readingId };
  };

  const keepReading = (understood: Extract<Understood, { is: 'reading' }>, inHand: InHand): Outcome => {
    const { marks } = inHand;
    const { reading: sent, alsoId, owner, everAssigned } = understood;
    const duplicate = { is: 'duplicate', readingId: sent.id } as const;
    const patientId = owner.is === 'known' ? owner.patientId : null;
    const others = everAssigned.filter(id => id !== patientId);
    if (readings.isElsewhere(sent, alsoId, others)) return duplicate;
    if (owner.is === 'unclear') return keepUnowned(sent, owner.candidates, marks);
    const { reading, confirms } = withDoubt(doubt, owner.patientId, sent);
    if (!readings.addOwned(owner.patientId, reading, marks.nextArrival(owner.patientId))) return duplicate;
    marks.mark(owner.patientId, reading.measuredAt);
    const { id: readingId, receivedAt: at } = reading;
    for (const id of confirms) inHand.confirmed.push({ patientId: owner.patientId, readingId: id, at });
    if (reading.suspect === null) return { is: 'stored', readingId };
    emit({ at, kind: 'reading.suspect', patientId: owner.patientId, itemId: null, subjectId: readingId });
    return { is: 'suspect', readingId };
  };

  return (message: Inbound, understood: Understood, inHand: InHand): Outcome => {
    switch (understood.is) {
      case 'reading':
        return keepReading(understood, inHand);
      case 'status': {
        const { batteryPercent, status, deviceId } = understood;
        const said = { batteryPercent, status, deviceId, at: message.receivedAt };
        for (const patientId of saveStatus(said, assignmentsOf(deviceId) ?? [])) inHand.woken.add(patientId);
        // before the commit, so that whoever is judged next is judged on it
        noteStatus(deviceId, batteryPercent, message.receivedAt);
        return { is: 'status' };
      }
      case 'rejected': {
        const { reason, field, remedy } = understood;
        const rejectedId = message.replayOf?.rejectedId ?? reject(message, understood);
        return { is: 'rejected', reason, field, remedy, rejectedId };
      }
    }
  };
};
