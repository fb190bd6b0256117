import { z } from 'zod';
import { kinds } from '../domain/reading.ts';
import { AppError } from '../errors.ts';
import { newId } from '../ids.ts';
import {
  type AssignDeps,
  type Assigned,
  type AssignmentRow,
  assignmentsOfDevice,
  followUp,
  saveTakeovers,
} from './assignment-rows.ts';
import { changeRoster } from './change-roster.ts';
import { findPatient } from './patients.ts';
import { saveDevice } from './save-line.ts';

export const deviceIdPattern = /^[A-Za-z0-9._:-]{1,64}$/;

export const assignInput = z.strictObject({
  patient: z.string().min(1).describe("the patient who has it, by opaque id or the site's own"),
  kind: z.enum(kinds),
  slot: z.string().trim().min(1).max(64).nullable().default(null).describe('user on a shared device'),
  perWeek: z.number().positive().max(500).describe('readings expected'),
  from: z.iso
    .datetime({ offset: true })
    .nullable()
    .optional()
    .describe('now if left out; null: from the beginning of time'),
  moveReadings: z
    .boolean()
    .default(false)
    .describe('moves readings measured since `from` that are filed to somebody else; else they are counted'),
});
export type AssignInput = z.infer<typeof assignInput>;

const notNow = (field: string, message: string, remedy: string): AppError =>
  new AppError('not-allowed-now', message, { field, remedy });

type Span = Pick<AssignmentRow, 'fromAt' | 'untilAt'>;

const overlap = (a: Span, b: Span): boolean =>
  (a.fromAt ?? Number.NEGATIVE_INFINITY) < (b.untilAt ?? Number.POSITIVE_INFINITY) &&
  (b.fromAt ?? Number.NEGATIVE_INFINITY) < (a.untilAt ?? Number.POSITIVE_INFINITY);

/** @throws AppError not-allowed-now where nobody could tell afterwards who has the device */
const refuseClash = (added: AssignmentRow, held: readonly AssignmentRow[]): void => {
  const ofKind = held.filter(a => a.kind === added.kind && overlap(a, added));
  if (ofKind.some(a => a.patientId === added.patientId && a.slot === added.slot)) {
    throw notNow('patient', 'this patient has the device at that time already', 'end that assignment first');
  }
  const others = ofKind.filter(a => a.patientId !== added.patientId);
  if (others.some(a => (a.slot === null) !== (added.slot === null))) {
    throw notNow(
      'slot',
      'a device has slots for all of its patients or for none',
      'end the other assignments first, or name a slot as they do',
    );
  }
  if (added.fromAt !== null && others.some(a => a.slot === added.slot && a.fromAt === added.fromAt)) {
    throw notNow(
      'from',
      'another patient has the device from the same instant',
      'send another from, or end that one',
    );
  }
};

const startOf = ({ from }: AssignInput, at: number): number | null => {
  if (from === null) return null;
  return from === undefined ? at : Date.parse(from);
};

const addedTo = (deviceId: string, patientId: string, input: AssignInput, at: number): AssignmentRow => ({
  id: newId('asg'),
  deviceId,
  kind: input.kind,
  slot: input.slot,
  patientId,
  perWeek: input.perWeek,
  fromAt: startOf(input, at),
  untilAt: null,
});

/**
 * Gives a device to a patient; a device that nobody has registered is. Whoever had it (and the slot) before has it no
 * more from then on, and readings find their owner. @throws AppError not-found, bad-request, not-allowed-now
 */
export const assignDevice = (deps: AssignDeps, deviceId: string, input: AssignInput): Promise<Assigned> =>
  changeRoster(
    deps,
    async () => {
      const { store, at } = deps;
      const { db, t } = store;
      if (!deviceIdPattern.test(deviceId)) {
        throw new AppError('bad-request', 'this is no device id', {
          field: 'id',
          remedy: 'use letters, digits and . _ : - only (64 at most), as topics do',
        });
      }
      const patient = await findPatient({ reader: db, t }, input.patient).catch(namePatientField);
      await saveDevice(deps, { device: deviceId });
      const added = addedTo(deviceId, patient.id, input, at);
      const held = await assignmentsOfDevice(deps, deviceId);
      refuseClash(added, held);
      await db.insert(t.assignment).values(added);
      await saveTakeovers(deps, [...held, added]);
      return followUp(deps, {
        action: 'device.assign',
        assignmentId: added.id,
        deviceId,
        sinceAt: added.fromAt ?? 0,
        moveReadings: input.moveReadings,
      });
    },
    ({ patientIds }) => patientIds,
  );

const namePatientField = (error: unknown): never => {
  if (!(error instanceof AppError) || error.code !== 'not-found') throw error;
  throw new AppError('bad-request', error.message, { ...error.details, field: 'patient' });
};
