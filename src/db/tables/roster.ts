import type { CodeSystem, EncounterClass, StayFacts } from '../../domain/encounter.ts';
import type { Limits } from '../../domain/limits.ts';
import type { MonitoringStatus } from '../../domain/monitoring.ts';
import type { PatientFlag } from '../../domain/patient.ts';
import type { Kind } from '../../domain/reading.ts';
import type { RankBy, RiskSettings } from '../../domain/risk.ts';
import type { RuleSettings } from '../../domain/rule-set.ts';
import type { Kit } from '../kit.ts';

/** Programs, patients, their status, stays and diagnoses, devices, and who has which. */
export const rosterTables = (kit: Kit) => ({
  program: kit.table('program', {
    id: kit.text().primaryKey(),
    name: kit.text().notNull(),
    limits: kit.json().$type<Limits>().notNull(),
    limitsVersion: kit.int().notNull(),
    /** what ranks its panel */
    rankBy: kit.text().$type<RankBy>().notNull().default('admissions'),
    /** null: the defaults */
    riskSettings: kit.json().$type<RiskSettings>(),
    riskSettingsVersion: kit.int().notNull().default(0),
    /** when its panel was last scored whole */
    riskScoredAt: kit.instant(),
    createdAt: kit.instant().notNull(),
  }),
  /** every version of a program's limits and rules; the program's own row repeats the limits of the latest */
  ruleSet: kit.table(
    'rule_set',
    {
      programId: kit.text().notNull(),
      version: kit.int().notNull(),
      limits: kit.json().$type<Limits>().notNull(),
      rules: kit.json().$type<RuleSettings>().notNull(),
      /** keys that no patient's own setting may change: `limits.severeSystolicMmHg` */
      locked: kit.json().$type<readonly string[]>().notNull(),
      fromAt: kit.instant().notNull(),
      /** the back-test it was activated on, or why it needed none */
      backtestId: kit.text(),
      waiver: kit.text(),
      by: kit.text().notNull(),
      at: kit.instant().notNull(),
    },
    t => [kit.primaryKey({ columns: [t.programId, t.version] })],
  ),
  /** a patient's own setting of one key; kept when it is over, so that an alert can be recomputed */
  limitOverride: kit.table(
    'limit_override',
    {
      id: kit.text().primaryKey(),
      patientId: kit.text().notNull(),
      key: kit.text().notNull(),
      value: kit.json().$type<unknown>().notNull(),
      fromAt: kit.instant().notNull(),
      untilAt: kit.instant(),
      why: kit.text().notNull(),
      by: kit.text().notNull(),
      at: kit.instant().notNull(),
      /** a person ended it before its time: `untilAt` is when */
      endedBy: kit.text(),
      endedWhy: kit.text(),
    },
    t => [kit.index('limit_override_patient').on(t.patientId, t.fromAt)],
  ),
  /** a proposed rule set replayed on a program's own past */
  backtest: kit.table(
    'backtest',
    {
      id: kit.text().primaryKey(),
      programId: kit.text().notNull(),
      proposed: kit.json().$type<Record<string, unknown>>().notNull(),
      days: kit.int().notNull(),
      state: kit.text().$type<'running' | 'done' | 'failed'>().notNull(),
      /** share of the patients replayed */
      progress: kit.double().notNull(),
      result: kit.json().$type<Record<string, unknown>>(),
      by: kit.text().notNull(),
      at: kit.instant().notNull(),
      finishedAt: kit.instant(),
    },
    t => [kit.index('backtest_program').on(t.programId, t.at)],
  ),
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
      /** medication and states that sharpen rules */
      flags: kit.json().$type<readonly PatientFlag[]>().notNull().default([]),
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
    /** through which it sends, where that is known: one that is silent silences all its devices */
    gateway: kit.text(),
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
  /** every change of a patient's monitoring status, as entered; the one in force is the latest `fromAt`, then the latest entered */
  monitoring: kit.table(
    'monitoring',
    {
      id: kit.text().primaryKey(),
      patientId: kit.text().notNull(),
      status: kit.text().$type<MonitoringStatus>().notNull(),
      fromAt: kit.instant().notNull(),
      resumesAt: kit.instant(),
      reviewAt: kit.instant(),
      reason: kit.text(),
      by: kit.text().notNull(),
      at: kit.instant().notNull(),
    },
    t => [kit.index('monitoring_patient').on(t.patientId, t.fromAt)],
  ),
  encounter: kit.table(
    'encounter',
    {
      id: kit.text().primaryKey(),
      patientId: kit.text().notNull(),
      class: kit.text().$type<EncounterClass>().notNull(),
      admittedAt: kit.instant().notNull(),
      dischargedAt: kit.instant(),
      emergent: kit.bool().notNull(),
      /** what else is told of the stay */
      facts: kit.json().$type<StayFacts>(),
      createdAt: kit.instant().notNull(),
    },
    t => [
      kit.uniqueIndex('encounter_stay').on(t.patientId, t.class, t.admittedAt),
      kit.index('encounter_created').on(t.createdAt),
    ],
  ),
  condition: kit.table(
    'condition',
    {
      id: kit.text().primaryKey(),
      patientId: kit.text().notNull(),
      system: kit.text().$type<CodeSystem>().notNull(),
      /** without dots, upper case */
      code: kit.text().notNull(),
      /** calendar date, null where unknown */
      onset: kit.text(),
      createdAt: kit.instant().notNull(),
      /** since when it is off file; null: it counts */
      endedAt: kit.instant(),
      endedBy: kit.text(),
      version: kit.int().notNull().default(1),
    },
    t => [kit.uniqueIndex('condition_code').on(t.patientId, t.system, t.code)],
  ),
});
