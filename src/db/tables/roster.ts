import type { Limits } from '../../domain/limits.ts';
import type { Kind } from '../../domain/reading.ts';
import type { Kit } from '../kit.ts';

/** Programs, patients, devices, and who has which. */
export const rosterTables = (kit: Kit) => ({
  program: kit.table('program', {
    id: kit.text().primaryKey(),
    name: kit.text().notNull(),
    limits: kit.json().$type<Limits>().notNull(),
    limitsVersion: kit.int().notNull(),
    createdAt: kit.instant().notNull(),
  }),
  patient: kit.table(
    'patient',
    {
      id: kit.text().primaryKey(),
      siteId: kit.text().notNull(),
      family: kit.text().notNull(),
      given: kit.text().notNull(),
      birthDate: kit.text().notNull(),
      sex: kit.text().notNull(),
      timeZone: kit.text().notNull(),
      programId: kit.text().notNull(),
      enrolledAt: kit.instant().notNull(),
      phone: kit.text(),
      language: kit.text(),
      caregiver: kit.text(),
      caregiverPhone: kit.text(),
      caregiverConsent: kit.bool(),
      emergencyContact: kit.text(),
      emergencyPhone: kit.text(),
      address: kit.text(),
      provider: kit.text(),
      dryWeightKg: kit.double(),
      site: kit.text(),
      tags: kit.json().$type<readonly string[]>().notNull(),
      /** name, site id and phone, folded for search */
      search: kit.text().notNull(),
      updatedAt: kit.instant().notNull(),
    },
    t => [kit.uniqueIndex('patient_site_id').on(t.siteId), kit.index('patient_name').on(t.family, t.given)],
  ),
  device: kit.table('device', {
    id: kit.text().primaryKey(),
    batteryPercent: kit.double(),
    status: kit.json().$type<Record<string, unknown>>(),
    statusAt: kit.instant(),
    createdAt: kit.instant().notNull(),
  }),
  assignment: kit.table(
    'assignment',
    {
      id: kit.text().primaryKey(),
      deviceId: kit.text().notNull(),
      kind: kit.text().$type<Kind>().notNull(),
      slot: kit.text(),
      patientId: kit.text().notNull(),
      perWeek: kit.double().notNull(),
      /** null: from the beginning of time */
      fromAt: kit.instant(),
      untilAt: kit.instant(),
    },
    t => [kit.index('assignment_device').on(t.deviceId), kit.index('assignment_patient').on(t.patientId)],
  ),
});
