import type { PatientContext } from '../domain/patient.ts';
import type { NewReading, Reading } from '../domain/reading.ts';
import { type Inbound, type UnderstandDeps, type Understood, understand } from '../ingest/understand.ts';
import { isHeldAgainstOthers, type WithDoubt, withDoubt } from '../ingest/with-doubt.ts';
import { createIntakeMemory } from './driver-intake-memory.ts';
import type { Turn } from './turn.ts';

/** What a patient's stream holds, in order of arrival. */
export type Step =
  | { readonly is: 'turn'; readonly at: number; readonly turn: Turn }
  | {
      readonly is: 'status';
      readonly at: number;
      readonly deviceId: string;
      readonly batteryPercent: number | null;
    };

export type Taken = 'stored' | 'suspect' | 'unowned' | 'duplicate' | 'status' | 'rejected' | 'failed';

export type Intake = {
  /** messages in order of arrival */
  readonly take: (message: Inbound) => Taken;
  /** the steps of everyone named so far, by patient */
  readonly steps: ReadonlyMap<string, readonly Step[]>;
};

type IntakeDeps = UnderstandDeps & {
  readonly patient: (patientId: string, at: number) => { readonly context: PatientContext } | undefined;
};

/** Patients' steps, each reading with its place in its patient's order of arrival. */
const createSteps = () => {
  const steps = new Map<string, Step[]>();
  const arrivals = new Map<string, number>();
  const push = (patientId: string, step: Step): void => {
    const own = steps.get(patientId);
    if (own) own.push(step);
    else steps.set(patientId, [step]);
  };
  const arrived = (patientId: string, reading: NewReading): Reading => {
    const arrival = (arrivals.get(patientId) ?? 0) + 1;
    arrivals.set(patientId, arrival);
    return { ...reading, arrival } as Reading;
  };
  return { steps, push, arrived };
};

/** A reading that came, in the place of a former one where there is one. */
const turnOf = (reading: Reading, former: Reading | undefined, at: number): Turn => {
  const given = { reading, owned: true };
  if (!former) return given;
  const { arrival, kind, measuredAt } = reading;
  return { arrival, at, kind, measuredAt, taken: { reading: former, owned: true }, given };
};

/**
 * Takes messages as the ingest does, with the same understanding, ownership, identity and doubt, and keeps in memory
 * what each patient's stream becomes. A reading that came as history and comes again live takes the former's place.
 */
export const createIntake = (deps: IntakeDeps): Intake => {
  const memory = createIntakeMemory();
  const { steps, push, arrived } = createSteps();

  const keepUnowned = (reading: NewReading, candidates: readonly string[]): Taken => {
    memory.keepUnowned(reading.id);
    for (const candidate of candidates) {
      const turn = { reading: arrived(candidate, reading), owned: false };
      push(candidate, { is: 'turn', at: reading.receivedAt, turn });
    }
    return 'unowned';
  };

  /** A weigh-in that waited counts from its own instant on. */
  const confirm = (patientId: string, id: string, at: number): void => {
    const former = memory.takeDoubted(patientId, id);
    if (!former) return;
    const reading = arrived(patientId, { ...former, suspect: null });
    memory.keep(patientId, reading, former);
    push(patientId, { is: 'turn', at, turn: turnOf(reading, former, at) });
  };

  const doubted = (patientId: string, reading: NewReading): WithDoubt => {
    const owner = isHeldAgainstOthers(reading) ? deps.patient(patientId, reading.measuredAt) : undefined;
    if (!owner) return { reading, confirms: [] };
    return withDoubt(reading, memory.weighInsAround(patientId, reading.measuredAt), owner.context);
  };

  const keepOwned = (patientId: string, sent: NewReading): Taken => {
    const former = memory.same(patientId, sent.id, sent.measuredAt);
    if (former && !(former.mode === 'history' && sent.mode === 'live')) return 'duplicate';
    const { reading: kept, confirms } = former
      ? { reading: { ...sent, suspect: former.suspect }, confirms: [] }
      : doubted(patientId, sent);
    const reading = arrived(patientId, kept);
    memory.keep(patientId, reading, former);
    push(patientId, {
      is: 'turn',
      at: reading.receivedAt,
      turn: turnOf(reading, former, reading.receivedAt),
    });
    for (const id of confirms) confirm(patientId, id, reading.receivedAt);
    return reading.suspect === null ? 'stored' : 'suspect';
  };

  const keepReading = (understood: Extract<Understood, { is: 'reading' }>): Taken => {
    const { reading, alsoId, owner, everAssigned } = understood;
    const patientId = owner.is === 'known' ? owner.patientId : null;
    const others = everAssigned.filter(other => other !== patientId);
    if (memory.isElsewhere(reading.id, alsoId, reading.measuredAt, others)) return 'duplicate';
    if (owner.is === 'unclear') return keepUnowned(reading, owner.candidates);
    return keepOwned(owner.patientId, reading);
  };

  const keepStatus = (deviceId: string, batteryPercent: number | null, at: number): Taken => {
    const holders = new Set((deps.assignmentsOf(deviceId) ?? []).map(a => a.patientId));
    for (const patientId of holders) push(patientId, { is: 'status', at, deviceId, batteryPercent });
    return 'status';
  };

  const understoodOf = (message: Inbound): Understood | null => {
    try {
      return understand(message, deps);
    } catch {
      return null;
    }
  };

  return {
    steps,
    take: message => {
      const understood = understoodOf(message);
      if (understood === null) return 'failed';
      if (understood.is === 'reading') return keepReading(understood);
      if (understood.is === 'rejected') return 'rejected';
      return keepStatus(understood.deviceId, understood.batteryPercent, message.receivedAt);
    },
  };
};
