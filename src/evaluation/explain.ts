import { eq } from 'drizzle-orm';
import { alertSteps, alertTitle } from '../alerts/sources.ts';
import type { ExplanationBody } from '../contract/explanations.ts';
import type { Store } from '../db/open.ts';
import type { Evidence } from '../domain/alert.ts';
import { isoDay } from '../domain/local-day.ts';
import { paramsIn } from '../domain/rule-set.ts';
import { AppError } from '../errors.ts';
import type { History } from '../readings/history/history.ts';
import { overrideBody } from '../roster/overrides-list.ts';
import { findPatient } from '../roster/patients.ts';
import { ruleById } from '../rules/catalogue.ts';
import type { CatalogueRule } from '../rules/define.ts';
import { spokenLimits } from '../rules/spoken-limits.ts';
import { differencesOf } from './compare-findings.ts';
import { type EvidenceReading, evidenceReadings } from './evidence-readings.ts';
import { type Ground, groundOf } from './explain-ground.ts';
import { type AlertRow, lifecycleOf } from './explain-lifecycle.ts';
import { recompute } from './recompute.ts';

type Deps = Pick<Store, 'reader' | 't'> & { readonly history: History };

const iso = (at: number): string => new Date(at).toISOString();

const findAlert = async ({ reader, t }: Deps, id: string): Promise<AlertRow> => {
  const [alert] = await reader.select().from(t.alert).where(eq(t.alert.id, id));
  if (alert) return alert;
  throw new AppError('not-found', 'there is no such alert', {
    field: 'id',
    remedy: 'take an id from GET /api/v1/alerts',
  });
};

const notRecomputed = (why: string): ExplanationBody['recomputed'] => ({
  same: null,
  why,
  because: null,
  differences: [],
});

const recomputedOf = (
  alert: AlertRow,
  rule: CatalogueRule | undefined,
  ground: Ground | null,
  readings: ReadonlyMap<string, EvidenceReading>,
): ExplanationBody['recomputed'] => {
  const { judged } = alert.evidence;
  if (!rule) return notRecomputed('it was found by no rule on readings');
  if (!judged) return notRecomputed('it is older than the version that keeps how an alert was judged');
  if (!ground) return notRecomputed('the version of the limits it fired under is not in this store');
  const again = recompute(rule, {
    evidence: alert.evidence,
    readings: [...readings.values()].map(r => r.reading),
    inForce: ground.inForce,
  });
  const differences = differencesOf(alert.because, judged.found, alert.evidence, again);
  const isSame = differences.length === 0;
  const isNewer = rule.version !== alert.ruleVersion;
  return {
    same: isSame,
    why:
      !isSame && isNewer
        ? `the rule is at version ${rule.version}; version ${alert.ruleVersion} fired`
        : null,
    because: 'because' in again ? again.because : null,
    differences,
  };
};

const daysOf = ({ days = [] }: Evidence): ExplanationBody['days'] =>
  days.map(({ day, outOfRange: _, ...rest }) => ({ ...rest, day: isoDay(day) }));

const judgedOf = ({ judged }: Evidence): ExplanationBody['judged'] =>
  judged
    ? {
        at: iso(judged.at),
        readingId: judged.readingId,
        stood: judged.standing && { ...judged.standing, startedAt: iso(judged.standing.startedAt) },
      }
    : null;

const ruleBody = (alert: AlertRow, rule: CatalogueRule | undefined): ExplanationBody['rule'] => ({
  id: alert.ruleId,
  title: alertTitle(alert.ruleId),
  version: alert.ruleVersion,
  versionNow: rule?.version ?? null,
  concern: alert.concern,
  source: rule?.source ?? null,
  clears: rule?.clears ?? null,
  steps: [...alertSteps(alert.ruleId)],
});

const inForceBody = (rule: CatalogueRule | undefined, ground: Ground | null): ExplanationBody['inForce'] =>
  ground && {
    version: ground.version.version,
    by: ground.version.by,
    from: iso(ground.version.fromAt),
    params: rule ? { ...paramsIn(rule, ground.inForce) } : {},
    own: ground.own.map(o => overrideBody(o, ground.version)),
  };

/**
 * Why an alert is what it is: its rule, its grounds with their values, what was in force and on whose word, what
 * became of it, and whether the rule finds the same on those grounds today. @throws AppError not-found
 */
export const explainAlert = async (deps: Deps, id: string): Promise<ExplanationBody> => {
  const alert = await findAlert(deps, id);
  const { evidence } = alert;
  const rule = ruleById.get(alert.ruleId);
  const [patient, ground, readings, lifecycle] = await Promise.all([
    findPatient(deps, alert.patientId),
    groundOf(deps, evidence),
    evidenceReadings(deps, alert.patientId, evidence, rule?.judges ?? 'good'),
    lifecycleOf(deps, alert),
  ]);
  return {
    alertId: alert.id,
    patientId: patient.id,
    patientSiteId: patient.siteId,
    rule: ruleBody(alert, rule),
    state: alert.state,
    severity: alert.severity,
    confirmed: alert.confirmed,
    because: alert.because,
    judged: judgedOf(evidence),
    readings: evidence.readings.map(r => ({
      ...r,
      measuredAt: iso(r.measuredAt),
      since: readings.get(r.id)?.since ?? ('gone' as const),
    })),
    days: daysOf(evidence),
    limits: { ...evidence.limits },
    compared: [...spokenLimits(alert.ruleId, evidence.limits)],
    inForce: inForceBody(rule, ground),
    quiet:
      alert.quietBy === null
        ? null
        : {
            by: alert.quietBy,
            until: alert.quietUntil === null ? null : iso(alert.quietUntil),
            for: alert.quietFor,
          },
    lifecycle,
    recomputed: recomputedOf(alert, rule, ground, readings),
  };
};
