import { dayMs } from '../src/domain/local-day.ts';
import { arrivalsOf } from './arrivals.ts';
import type { Message } from './message.ts';
import type { SimulatedPatient } from './patient.ts';

const stepMs = dayMs;

/** Everyone's messages with from ≤ at < to in order of arrival, made a day at a time; `to` may be Infinity. */
export function* panelStream(
  patients: readonly SimulatedPatient[],
  from: number,
  to: number,
): Generator<Message, void> {
  const walks = patients.map(patient => arrivalsOf(patient, from));
  for (let start = from; start < to; start += stepMs) {
    const end = Math.min(to, start + stepMs);
    yield* walks.flatMap(until => until(end)).sort((a, b) => a.at - b.at);
  }
}

/** One patient's messages with from ≤ at < to in order of arrival: [a,b) and [b,c) make [a,c). */
export const patientStream = (
  patient: SimulatedPatient,
  from: number,
  to: number,
): Generator<Message, void> => panelStream([patient], from, to);
