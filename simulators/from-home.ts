import type { Encounter } from '../src/domain/encounter.ts';
import { type Message, topicOf } from './message.ts';
import type { SimulatedPatient } from './patient.ts';
import { encountersOf } from './stays.ts';

const isAtHome = (stays: readonly Encounter[], at: number): boolean =>
  stays.every(s => at < s.admittedAt || at >= (s.dischargedAt ?? Number.POSITIVE_INFINITY));

/** What devices at home send: nothing while their patient is in hospital. */
export function* messagesFromHome(
  messages: Iterable<Message>,
  patients: readonly SimulatedPatient[],
  endAt: number,
): Generator<Message, void> {
  const staysOf = new Map(
    patients.flatMap(patient => {
      const stays = encountersOf(patient, endAt).filter(e => e.class === 'inpatient');
      return patient.devices.map(({ deviceId, kind }) => [topicOf(deviceId, kind), stays] as const);
    }),
  );
  for (const message of messages) {
    if (isAtHome(staysOf.get(message.topic) ?? [], message.at)) yield message;
  }
}
