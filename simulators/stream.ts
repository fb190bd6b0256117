import { dayMs, localDay, startOfLocalDay } from '../src/domain/local-day.ts';
import { dayMessages } from './day.ts';
import type { Message } from './message.ts';
import type { SimulatedPatient } from './patient.ts';

const chunkMs = 7 * dayMs;

/** One patient's messages with from ≤ at < to, in time order: [a,b) and [b,c) make [a,c). */
export function* readingsOf(patient: SimulatedPatient, from: number, to: number): Generator<Message, void> {
  const { timeZone } = patient;
  for (let day = localDay(from, timeZone); startOfLocalDay(day, timeZone) < to; day += 1) {
    for (const message of dayMessages(patient, day)) {
      if (message.at >= from && message.at < to) yield message;
    }
  }
}

/** All patients' messages in time order, made a week at a time; `to` may be Infinity. */
export function* panelStream(
  patients: readonly SimulatedPatient[],
  from: number,
  to: number,
): Generator<Message, void> {
  for (let start = from; start < to; start += chunkMs) {
    const end = Math.min(to, start + chunkMs);
    const chunk = patients.flatMap(patient => [...readingsOf(patient, start, end)]);
    yield* chunk.sort((a, b) => a.at - b.at);
  }
}
