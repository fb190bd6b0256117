import type { MessageOf, NativePayload } from '../../simulators/message.ts';
import type { SimulatedPatient } from '../../simulators/patient.ts';
import { patientStream } from '../../simulators/stream.ts';

export type Reading = MessageOf<NativePayload>;

/** What a patient's devices measured, as it arrived; without what they say of themselves. */
export const readings = (patient: SimulatedPatient, from: number, to: number): readonly Reading[] =>
  [...patientStream(patient, from, to)].flatMap(({ payload, ...message }) =>
    'measuredAt' in payload ? [{ ...message, payload }] : [],
  );

export const ofDevice = (messages: readonly Reading[], deviceId: string): readonly Reading[] =>
  messages.filter(({ topic }) => topic.split('/')[2] === deviceId);
