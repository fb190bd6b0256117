import type { Assignment } from '../domain/assignment.ts';
import type { Mode, NewReading } from '../domain/reading.ts';
import { type Owner, ownerAt } from '../roster/owner.ts';
import { decode } from './decode/decode.ts';
import type { DecodedReading, Rejection } from './decode/decoded.ts';
import { identityOf } from './identity.ts';
import { holdsEscapes, keepable } from './keepable.ts';
import { placeInTime } from './place-in-time.ts';
import { suspicion } from './plausible.ts';
import { parseTopic } from './topics.ts';

/** One message as it came through a door. */
export type Inbound = {
  readonly source: 'mqtt' | 'http';
  readonly topic: string;
  readonly payload: Uint8Array;
  readonly receivedAt: number;
  /** stated by the door; a payload's own mode wins */
  readonly mode: Mode;
  /** of a rejected message that is tried again: its row, and when it came first */
  readonly replayOf?: { readonly rejectedId: string; readonly firstReceivedAt: number };
};

export type Understood =
  | {
      readonly is: 'reading';
      readonly reading: NewReading;
      readonly alsoId: string | null;
      readonly owner: Owner;
      /** everyone who ever had the device: under whose name the same reading may have been stored before */
      readonly everAssigned: readonly string[];
    }
  | {
      readonly is: 'status';
      readonly deviceId: string;
      readonly batteryPercent: number | null;
      /** what the device said of itself, as JSON */
      readonly status: string;
    }
  | ({ readonly is: 'rejected' } & Rejection);

export type UnderstandDeps = {
  /** every assignment of a device, past and present; undefined for a device nobody registered */
  readonly assignmentsOf: (deviceId: string) => readonly Assignment[] | undefined;
  readonly maxPayloadBytes: number;
};

const rejected = (reason: Rejection['reason'], field: string, remedy: string): Understood => ({
  is: 'rejected',
  reason,
  field,
  remedy,
});

/**
 * When a message that states its time came is when it came first: whether it is late, or ahead of our clock, is told
 * by that. One without a time that came again with the same value was measured again: the last one counts.
 */
const receiveTime = ({ receivedAt, replayOf }: Inbound, claimedAt: number | null): number =>
  claimedAt === null ? receivedAt : (replayOf?.firstReceivedAt ?? receivedAt);

const placed = (
  deviceId: string,
  decoded: DecodedReading,
  assignments: readonly Assignment[],
  message: Inbound,
): Understood => {
  const receivedAt = receiveTime(message, decoded.claimedAt);
  const mode = decoded.mode ?? message.mode;
  const { measuredAt, flags, timeless } = placeInTime(decoded.claimedAt, receivedAt, mode);
  const { id, alsoId } = identityOf(deviceId, decoded, timeless, receivedAt);
  const reading: NewReading = {
    ...decoded.measurement,
    id,
    deviceId,
    slot: decoded.slot,
    measuredAt,
    receivedAt,
    mode,
    flags,
    suspect: suspicion(decoded.measurement),
    sent: decoded.sent,
  };
  const owner = ownerAt(assignments, decoded.measurement.kind, decoded.slot, measuredAt);
  return { is: 'reading', reading, alsoId, owner, everAssigned: assignments.map(a => a.patientId) };
};

/** What becomes of a message: the whole table of cases, decided without touching the store. Total. */
export const understand = (message: Inbound, deps: UnderstandDeps): Understood => {
  const topic = parseTopic(message.topic);
  if (!topic) {
    return rejected('unknown-topic', 'topic', 'publish to vigil/v1/{deviceId}/{channel}');
  }
  if (message.payload.byteLength > deps.maxPayloadBytes) {
    return rejected(
      'too-big',
      'payload',
      `send one reading a message, at most ${deps.maxPayloadBytes} bytes`,
    );
  }
  const assignments = deps.assignmentsOf(topic.deviceId);
  if (!assignments) {
    return rejected('unknown-device', 'topic', 'register the device in the roster, then replay this message');
  }
  const said = decode(topic.channel, message.payload);
  const decoded = holdsEscapes(message.payload) ? keepable(said) : said;
  if (decoded.is === 'reading') return placed(topic.deviceId, decoded.reading, assignments, message);
  return decoded.is === 'status'
    ? { ...decoded, status: JSON.stringify(decoded.status), deviceId: topic.deviceId }
    : decoded;
};
