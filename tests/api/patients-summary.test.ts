import { describe, expect, test } from 'vitest';
import type { SummaryBody } from '../../src/contract/summary.ts';
import { dayMs, hourMs } from '../../src/domain/local-day.ts';
import { expectProblem, iso, type TestApp, testApp } from './app.ts';

const path = '/api/v1/patients/P1/summary';
const summary = (app: TestApp) => app.get<SummaryBody>(path);
const sent = async (app: TestApp, at: string, body: unknown) => {
  const response = await app.post(at, body);
  expect(response.status, await response.clone().text()).toBe(200);
};

/** P1 runs low today, after a week of usual pressures. */
const low = async () => {
  const app = await testApp();
  const { start } = { start: app.clock.now() };
  for (let day = 0; day < 7; day += 1) {
    app.clock.set(start + day * dayMs);
    await app.pressure(1, 128 + day, 78);
  }
  app.clock.set(start + 7 * dayMs);
  await app.pressure(1, 75, 50);
  return app;
};

describe('GET /patients/{id}/summary', () => {
  test('200: what is open, with its evidence and limits, and the times of the patient’s clock', async () => {
    const { sections } = await summary(await low());
    const [who, item, alert] = sections.situation;
    expect(who).toMatch(
      /^Annabel Quillfeather001 \(P1\), female, born 1951-04-09 \(75\); .+; monitoring learning$/,
    );
    expect(item).toBe('Open item, urgent, since Mon 30 Nov 07:01: not acknowledged, no owner');
    expect(alert).toMatch(/^urgent: Low blood pressure.* since Mon 30 Nov 07:01: /);
    expect(alert).toContain('75/50 mmHg Mon 30 Nov 07:01');
    expect(alert).toContain('compared with: ');
  });

  test('200: readings stand beside what is usual, today left out', async () => {
    const { sections } = await summary(await low());
    const pressure = sections.assessment.find(line => line.startsWith('Blood pressure'));
    expect(pressure).toContain('75/50 mmHg Mon 30 Nov 07:01');
    expect(pressure).toContain('usual of the 28 days before today: 131/78 mmHg (median of 7 days)');
    expect(sections.assessment).toContain('Symptoms: never asked');
  });

  test('200: problems, medications, own limits, contacts and what is asked', async () => {
    const app = await low();
    await sent(app, '/api/v1/patients/P1/problems', { system: 'icd10', code: 'I50.9', onset: '2024-03-27' });
    const pills = { name: 'Furosemide', dose: '40 mg daily', since: '2026-01-05' };
    await sent(app, '/api/v1/patients/P1/medications', pills);
    await sent(app, '/api/v1/patients/P1/medications', { name: 'Aspirin', until: '2026-01-01' });
    const own = { key: 'limits.severeSystolicMmHg', value: 190, why: 'agreed with the cardiologist' };
    await sent(app, '/api/v1/patients/P1/limits', own);
    const call = { who: 'patient', channel: 'phone', reached: true, note: 'feels dizzy' };
    await sent(app, '/api/v1/patients/P1/contacts', call);
    const { text, sections } = await summary(app);
    expect(sections.background).toContain('Problems: I509 (icd10) heart failure since 2024-03-27');
    expect(sections.background).toContain('Medications today: Furosemide 40 mg daily since 2026-01-05');
    expect(text).toContain(
      'severe at or above, systolic, mmHg: 190 (program 180): agreed with the cardiologist, Ana Ruiz',
    );
    expect(text).toContain('Contact Mon 30 Nov 07:01: patient by phone, reached (Ana Ruiz): feels dizzy');
    expect(text).not.toContain('Aspirin');
  });

  test('200: the text is the sections in order, and of a patient of whom nothing is known it says so', async () => {
    const { text, sections } = await summary(await testApp());
    expect(text.indexOf('SITUATION')).toBeLessThan(text.indexOf('BACKGROUND'));
    expect(text.indexOf('ASSESSMENT')).toBeLessThan(text.indexOf('RECOMMENDATION'));
    for (const line of Object.values(sections).flat()) expect(text).toContain(`- ${line}`);
    expect(sections.situation).toContain('No open item on the worklist');
    expect(sections.background).toContain('Problems: none on file');
    expect(sections.recommendation).toEqual(['Nothing is planned']);
  });

  test('200: tasks and steps that nobody ticked stand under recommendation', async () => {
    const app = await low();
    const dueAt = iso(app.clock.now() + 2 * hourMs);
    await sent(app, '/api/v1/patients/P1/tasks', { title: 'Ask for a weigh-in', dueAt });
    const { recommendation } = (await summary(app)).sections;
    expect(recommendation[0]).toMatch(/^Task due Mon 30 Nov 09:01: Ask for a weigh-in/);
    expect(recommendation.some(line => line.startsWith('Protocol of Low blood pressure, not ticked: '))).toBe(
      true,
    );
  });

  test('404: no such patient', async () => {
    const app = await testApp({ patients: 0 });
    await expectProblem(await app.request(path), { status: 404, code: 'not-found', field: 'id' });
  });
});
