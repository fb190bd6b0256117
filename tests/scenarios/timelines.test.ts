import { asc, eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import type { Moment } from './moments.ts';
import { playTimeline, read, timelines } from './play.ts';

type Expected = {
  /** what the timeline shows, in a sentence */
  readonly shows: string;
  /** how the clock goes on after the last message */
  readonly until: string;
  /** patient, rule, severity, state, confirmed: in order of start */
  readonly alerts: readonly (readonly [string, string, string, string, boolean])[];
  /** patients with an open item, by site id */
  readonly worklist: readonly string[];
  /** what the worklist says on the way */
  readonly moments?: readonly Moment[];
};

describe('timelines', () => {
  test.each(timelines)('%s', async name => {
    const expected = JSON.parse(read(name, 'expected.json')) as Expected;
    const { app } = await playTimeline(name, Date.parse(expected.until), expected.moments);

    const { reader, t } = app.store;
    const alerts = await reader
      .select({
        patient: t.patient.siteId,
        rule: t.alert.ruleId,
        severity: t.alert.severity,
        state: t.alert.state,
        confirmed: t.alert.confirmed,
      })
      .from(t.alert)
      .innerJoin(t.patient, eq(t.patient.id, t.alert.patientId))
      .orderBy(asc(t.alert.startedAt), asc(t.patient.siteId), asc(t.alert.ruleId));
    expect(alerts.map(a => [a.patient, a.rule, a.severity, a.state, a.confirmed])).toEqual(expected.alerts);

    const response = await app.api.request('/api/v1/worklist', {
      headers: { host: '127.0.0.1', authorization: `Bearer ${app.tokens.operator}` },
    });
    const { items } = (await response.json()) as { items: { patient: { siteId: string } }[] };
    expect(items.map(i => i.patient.siteId).sort()).toEqual(expected.worklist);
  });
});
