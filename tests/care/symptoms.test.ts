import { describe, expect, test } from 'vitest';
import { recordSymptoms } from '../../src/care/record-symptoms.ts';
import type { SymptomReportBody, SymptomsInput } from '../../src/contract/symptoms.ts';
import { dayMs, hourMs, minuteMs } from '../../src/domain/local-day.ts';
import { bodyAs, expectProblem, iso, only, review, start, testApp, walk } from '../api/app.ts';
import { refuseAudit, written } from '../worklist/rows.ts';

type Answers = Readonly<Record<string, string>>;

const symptomsApp = async () => {
  const app = await testApp();
  const record = async (answers: Answers, over: Record<string, unknown> = {}, actor = 'Ana Ruiz') => {
    const body = { answers, saidBy: 'patient', ...over };
    const response = await app.post('/api/v1/patients/P1/symptoms', body, { actor });
    expect(response.status).toBe(200);
    return bodyAs<SymptomReportBody>(response);
  };
  const withdraw = (id: string, actor = 'Ana Ruiz') =>
    app.post(`/api/v1/symptom-reports/${id}/withdraw`, {}, { actor });
  const told = async () => (await app.alerts(1)).filter(a => a.ruleId === 'symptoms');
  const standing = async () => only((await told()).filter(a => a.state === 'firing'));
  const after = (hours: number) => app.setTime(start + hours * hourMs);
  return { ...app, record, withdraw, told, standing, after };
};

describe('symptoms that are recorded', () => {
  test('are on the worklist at once, in the clinical lane, as severe as the worst answer', async () => {
    const app = await symptomsApp();
    const report = await app.record(
      { 'chest-pain': 'worse', swelling: 'worse' },
      { note: 'since breakfast' },
    );
    const item = await app.openItem(1);
    expect(item).toMatchObject({ lane: 'clinical', severity: 'critical', state: 'open' });
    expect(only(item.alerts)).toMatchObject({
      ruleTitle: 'Symptoms were reported',
      concern: 'symptoms',
      because: 'chest pain (new or worse), swelling (new or worse); said by the patient on Mon 23 Nov 07:00',
      needsReview: true,
      isNotice: false,
    });
    expect(item.alerts[0]?.steps[0]?.text).toContain('emergency services');
    expect(report).toMatchObject({ severity: 'critical', itemId: item.id, note: 'since breakfast' });
    expect((await app.outbox()).map(e => e.kind)).toContain('symptoms.changed');
  });

  test('explain themselves as what no rule found', async () => {
    const app = await symptomsApp();
    await app.record({ 'chest-pain': 'worse' });
    const { id } = await app.standing();
    expect(await app.get(`/api/v1/alerts/${id}/explanation`)).toMatchObject({
      rule: { id: 'symptoms', title: 'Symptoms were reported', concern: 'symptoms' },
      recomputed: { same: null, why: 'it was found by no rule on readings' },
    });
  });

  test('that are none raise nothing, and are kept', async () => {
    const app = await symptomsApp();
    expect(await app.record({ 'chest-pain': 'none', swelling: 'some' })).toMatchObject({ severity: null });
    expect(await app.hasItem(1)).toBe(false);
    expect((await app.audit()).at(-1)).toMatchObject({
      action: 'patient.record-symptoms',
      detail: { asked: 2, severity: null, saidBy: 'patient' },
    });
  });

  test('raise the line of what a reading told', async () => {
    const app = await symptomsApp();
    await app.pressure(1, 75);
    const { id } = await app.openItem(1);
    await app.record({ confusion: 'worse' });
    expect(await app.openItem(1)).toMatchObject({ id, severity: 'critical' });
  });

  test('end with a later report without them; one that needs no person leaves by itself', async () => {
    const app = await symptomsApp();
    await app.record({ swelling: 'worse' });
    await app.after(5);
    await app.record({ swelling: 'some' });
    expect(await app.hasItem(1)).toBe(false);
    expect(only(await app.told())).toMatchObject({ state: 'ended', endReason: 'cleared' });
  });

  test('that were urgent wait for a person although they are over', async () => {
    const app = await symptomsApp();
    await app.record({ dyspnoea: 'worse' });
    await app.after(5);
    await app.record({ dyspnoea: 'none' });
    const item = await app.openItem(1);
    expect(item).toMatchObject({ resolved: true, severity: 'urgent' });
    expect(await app.close(item)).toMatchObject({ state: 'closed' });
  });

  test('do not end because other questions were asked', async () => {
    const app = await symptomsApp();
    await app.record({ dyspnoea: 'worse' });
    await app.after(1);
    await app.record({ dizziness: 'none' });
    expect(await app.standing()).toMatchObject({ severity: 'urgent' });
  });

  test('break a snooze each time they are reported, though no worse', async () => {
    const app = await symptomsApp();
    await app.record({ dizziness: 'some' });
    const { id } = await app.openItem(1);
    await app.act(id, 'snooze', { until: iso(start + 10 * hourMs) });
    await app.after(1);
    await app.record({ dizziness: 'some' });
    expect(await app.openItem(1)).toMatchObject({ id, snoozedUntil: null });
  });

  describe('after the clock, which was an hour ahead, was set back', () => {
    /** Reports at minutes from the start, as they are recorded one after the other; what stands or stood then. */
    const recorded = async (...reports: readonly (readonly [minute: number, answers: Answers])[]) => {
      const app = await symptomsApp();
      const { store } = app.running();
      const actor = { type: 'person', name: 'Ana Ruiz' } as const;
      for (const [minute, answers] of reports) {
        const deps = { store, actor, at: start + minute * minuteMs };
        await recordSymptoms(deps, 'P1', { answers, saidBy: 'patient' } as SymptomsInput);
      }
      const told = await app.told();
      for (const { startedAt, endedAt } of told) expect(startedAt <= (endedAt ?? startedAt)).toBe(true);
      return told.map(alert => [alert.severity, alert.state]);
    };

    test.each<[string, readonly (readonly [number, Answers])[], readonly string[][]]>([
      [
        'raise what stands',
        [
          [60, { dizziness: 'some' }],
          [10, { 'chest-pain': 'worse' }],
        ],
        [['critical', 'firing']],
      ],
      [
        'hold, whatever was answered before',
        [
          [60, { dizziness: 'some', 'chest-pain': 'none' }],
          [10, { 'chest-pain': 'worse' }],
        ],
        [['critical', 'firing']],
      ],
      [
        'are not over because other questions were asked next',
        [
          [60, { dizziness: 'some' }],
          [10, { 'chest-pain': 'worse' }],
          [20, { dizziness: 'none' }],
        ],
        [['critical', 'firing']],
      ],
      [
        'end what they say is over',
        [
          [60, { 'chest-pain': 'worse' }],
          [10, { 'chest-pain': 'none' }],
        ],
        [['critical', 'ended']],
      ],
    ])('%s', async (_, reports, expected) => {
      expect(await recorded(...reports)).toEqual(expected);
    });
  });

  test('of which a person has dealt with the worst come again as severe as they are now', async () => {
    const app = await symptomsApp();
    await app.record({ 'chest-pain': 'worse', dizziness: 'some' });
    await app.close(await app.openItem(1), { action: 'emergency-services' });
    await app.after(12);
    await app.record({ dizziness: 'some' });
    expect(await app.openItem(1)).toMatchObject({ severity: 'warning', state: 'open' });
    expect(await app.standing()).toMatchObject({ because: expect.stringMatching(/^dizziness \(some\);/) });
    expect((await app.told()).map(a => [a.severity, a.state])).toEqual([
      ['warning', 'firing'],
      ['critical', 'ended'],
    ]);
  });

  test('after a person dealt with them end all the same when they are over', async () => {
    const app = await symptomsApp();
    await app.record({ dizziness: 'some' });
    await app.close(await app.openItem(1));
    await app.after(12);
    await app.record({ dizziness: 'none', swelling: 'none' });
    expect(only(await app.told())).toMatchObject({ state: 'ended' });
    expect(await app.hasItem(1)).toBe(false);
  });

  test('of who is in hospital tell only what is critical', async () => {
    const app = await symptomsApp();
    await app.post('/api/v1/patients/P1/status', { status: 'in-hospital' });
    await app.record({ dyspnoea: 'worse' });
    expect(await app.hasItem(1)).toBe(false);
    await app.record({ 'chest-pain': 'some' });
    expect(await app.openItem(1)).toMatchObject({ severity: 'critical' });
  });

  test.each([
    ['no answer', { answers: {} }, 'answers'],
    ['a question that is not asked', { answers: { sneezing: 'some' } }, 'answers'],
    ['an answer that is none', { answers: { dizziness: 'yes' } }, 'answers.dizziness'],
    ['nobody who said it', { answers: { dizziness: 'some' }, saidBy: undefined }, 'saidBy'],
    ['a blank note', { answers: { dizziness: 'some' }, note: ' ' }, 'note'],
    ["another's item", { answers: { dizziness: 'some' }, itemId: 'wli_none' }, 'itemId'],
  ])('400: %s', async (_, body, field) => {
    const app = await symptomsApp();
    const response = await app.post('/api/v1/patients/P1/symptoms', { saidBy: 'patient', ...body });
    await expectProblem(response, { status: 400, code: 'bad-request', field });
    expect(await app.told()).toEqual([]);
  });

  test('are kept whole or not at all', async () => {
    const app = await symptomsApp();
    const before = await written(app);
    await refuseAudit(app);
    const response = await app.post('/api/v1/patients/P1/symptoms', {
      answers: { 'chest-pain': 'some' },
      saidBy: 'patient',
    });
    expect(response.status).toBe(500);
    expect(await written(app)).toEqual(before);
    expect(await app.told()).toEqual([]);
  });

  test('are listed newest first, page by page', async () => {
    const app = await symptomsApp();
    const first = await app.record({ dizziness: 'some' });
    await app.after(1);
    const second = await app.record({ dizziness: 'none' });
    const all = await walk<SymptomReportBody>(app, '/api/v1/patients/P1/symptoms', 1);
    expect(all.map(r => r.id)).toEqual([second.id, first.id]);
    expect(all[1]?.answers).toEqual([
      { id: 'dizziness', title: 'dizziness', answer: 'some', severity: 'warning' },
    ]);
  });
});

describe('a record of symptoms that is withdrawn', () => {
  test('takes its alert with it, as raised without need, and is gone', async () => {
    const app = await symptomsApp();
    const { id } = await app.record({ swelling: 'worse' });
    const { itemId } = await app.record({ dizziness: 'none' });
    const response = await app.withdraw(id);
    expect(await bodyAs(response)).toEqual({ id, openItemId: null });
    expect(await app.item(itemId ?? '')).toMatchObject({ state: 'closed', closedBy: 'system' });
    expect(only(await app.told())).toMatchObject({ state: 'ended', endReason: 'superseded' });
    expect(await walk(app, '/api/v1/patients/P1/symptoms', 10)).toHaveLength(1);
    expect((await app.audit()).at(-1)).toMatchObject({
      action: 'patient.withdraw-symptoms',
      actor: 'person:Ana Ruiz',
      detail: { recordedAt: start },
    });
  });

  test('leaves what it said that was urgent for a person', async () => {
    const app = await symptomsApp();
    const { id } = await app.record({ 'chest-pain': 'worse' });
    await app.withdraw(id);
    const item = await app.openItem(1);
    expect(only(item.alerts)).toMatchObject({ endReason: 'superseded', needsReview: true });
    await app.act(item.id, 'close', {
      reviews: [review(only(item.alerts).id, { verdict: 'artefact', action: 'nothing-needed' })],
    });
    expect(await app.hasItem(1)).toBe(false);
  });

  test('leaves what the other reports say, as severe as that is', async () => {
    const app = await symptomsApp();
    await app.record({ dizziness: 'some' });
    await app.after(1);
    const { id } = await app.record({ 'chest-pain': 'worse' });
    await app.withdraw(id);
    expect(await app.standing()).toMatchObject({ severity: 'warning' });
    expect((await app.told()).map(a => a.endReason)).toContain('superseded');
  });

  test('no worse than the others only changes what is said', async () => {
    const app = await symptomsApp();
    await app.record({ 'chest-pain': 'worse' });
    await app.after(1);
    const { id } = await app.record({ dizziness: 'some' });
    await app.withdraw(id);
    expect(only(await app.told())).toMatchObject({ severity: 'critical', state: 'firing' });
    expect((await app.standing()).because).not.toContain('dizziness');
  });

  test('that had ended an alert brings it back', async () => {
    const app = await symptomsApp();
    await app.record({ swelling: 'worse' });
    await app.after(1);
    const { id } = await app.record({ swelling: 'none' });
    expect(await app.hasItem(1)).toBe(false);
    await app.after(2);
    await app.withdraw(id);
    expect(await app.openItem(1)).toMatchObject({ severity: 'warning' });
    expect((await app.standing()).because).toContain('swelling (new or worse)');
  });

  test('that raised nothing changes nothing', async () => {
    const app = await symptomsApp();
    const { id } = await app.record({ swelling: 'none' });
    expect((await app.withdraw(id)).status).toBe(200);
    expect(await app.told()).toEqual([]);
  });

  test('422: by another person', async () => {
    const app = await symptomsApp();
    const { id } = await app.record({ swelling: 'worse' });
    const problem = await expectProblem(await app.withdraw(id, 'Bo Chen'), {
      status: 422,
      code: 'not-allowed-now',
      field: 'id',
    });
    expect(problem.remedy).toContain('ask Ana Ruiz');
    expect(await app.standing()).toMatchObject({ severity: 'warning' });
  });

  test('after a day is refused', async () => {
    const app = await symptomsApp();
    const { id } = await app.record({ swelling: 'worse' });
    await app.setTime(start + dayMs);
    const response = await app.withdraw(id);
    await expectProblem(response, { status: response.status, code: 'too-late', field: 'id' });
    expect(await app.standing()).toMatchObject({ severity: 'warning' });
  });

  test('409: twice', async () => {
    const app = await symptomsApp();
    const { id } = await app.record({ swelling: 'worse' });
    await app.withdraw(id);
    const problem = await expectProblem(await app.withdraw(id), {
      status: 409,
      code: 'conflict',
      field: null,
    });
    expect(problem.conflict).toMatchObject({ by: 'Ana Ruiz', state: 'withdrawn' });
  });

  test('is kept: the timeline tells of it and of who withdrew it, a list only when asked', async () => {
    const app = await symptomsApp();
    const { id } = await app.record({ swelling: 'worse' });
    await app.after(1);
    await app.withdraw(id);
    const path = '/api/v1/patients/P1/symptoms';
    expect((await app.get<{ items: unknown[] }>(path)).items).toEqual([]);
    const { items } = await app.get<{ items: SymptomReportBody[] }>(`${path}?withdrawn=include`);
    expect(only(items)).toMatchObject({ id, withdrawnBy: 'Ana Ruiz', withdrawnAt: iso(start + hourMs) });
    const told = await app.get<{ items: { title: string; by: string }[] }>(
      '/api/v1/patients/P1/timeline?kinds=symptoms',
    );
    expect(told.items.map(({ title, by }) => [title, by])).toEqual([
      ['Symptoms withdrawn: recorded in error', 'Ana Ruiz'],
      ['Symptoms, said by patient: warning (withdrawn)', 'Ana Ruiz'],
    ]);
    expect(JSON.stringify((await app.audit()).at(-1)?.detail)).not.toContain('swelling');
  });
});
