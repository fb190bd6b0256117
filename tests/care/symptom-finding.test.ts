import { describe, expect, test } from 'vitest';
import { type Answers, severityOf, symptomFinding, worstOf } from '../../src/care/symptom-finding.ts';
import { questionsOf, symptomTable } from '../../src/care/symptom-questions.ts';
import { mayTell } from '../../src/care/symptoms-alert.ts';
import type { Finding } from '../../src/domain/alert.ts';
import { hourMs } from '../../src/domain/local-day.ts';
import { symptomAnswers } from '../../src/domain/symptoms.ts';

const zone = 'America/New_York';
const at = Date.parse('2026-11-23T12:00:00Z');
const report = (answers: Answers, hours = 0) =>
  ({ at: at + hours * hourMs, answers, saidBy: 'patient' }) as const;

describe('as what an answer counts', () => {
  test.each([
    ['chest-pain', 'some', 'critical'],
    ['dyspnoea-at-rest', 'worse', 'critical'],
    ['hypo-help', 'some', 'critical'],
    ['confusion', 'some', 'urgent'],
    ['dizziness', 'some', 'warning'],
    ['dyspnoea', 'some', null],
    ['dyspnoea', 'worse', 'urgent'],
    ['swelling', 'worse', 'warning'],
    ['no-such-symptom', 'worse', null],
  ] as const)('%s, %s: %s', (id, answer, severity) => {
    expect(severityOf(id, answer)).toBe(severity);
  });

  test('none never raises anything', () => {
    for (const { id } of symptomTable) expect(severityOf(id, 'none'), id).toBeNull();
  });

  test('all together as the worst of them; nothing felt as nothing', () => {
    expect(worstOf({ dizziness: 'some', dyspnoea: 'worse', swelling: 'worse' })).toBe('urgent');
    expect(worstOf({ dizziness: 'none', dyspnoea: 'some' })).toBeNull();
  });
});

describe('the table', () => {
  test('new or worse never counts less than as usual, and each row says where it is from', () => {
    const rank = [null, 'info', 'warning', 'urgent', 'critical'];
    for (const { id, some, worse, source, ask } of symptomTable) {
      expect(rank.indexOf(worse), id).toBeGreaterThanOrEqual(rank.indexOf(some));
      expect(source, id).not.toBe('');
      expect(ask, id).toMatch(/\?$/);
    }
    expect(new Set(symptomTable.map(s => s.id)).size).toBe(symptomTable.length);
    expect(symptomAnswers).toEqual(['none', 'some', 'worse']);
  });

  test('each program asks its own, and one that a site made everything', () => {
    const ids = (program?: string) => questionsOf(program).map(q => q.id);
    expect(ids('heart-failure')).toEqual(expect.arrayContaining(['orthopnoea', 'chest-pain']));
    expect(ids('heart-failure')).not.toContain('headache');
    expect(ids('hypertension')).toEqual(expect.arrayContaining(['headache', 'vision', 'weakness']));
    expect(ids('diabetes')).toEqual(expect.arrayContaining(['hypo', 'thirst', 'foot']));
    expect(ids('post-partum')).toHaveLength(symptomTable.length);
    expect(ids()).toHaveLength(symptomTable.length);
  });
});

describe('what reports say together', () => {
  test('nothing was asked, or nothing is felt: clear', () => {
    expect(symptomFinding([], zone)).toEqual({ is: 'clear' });
    expect(symptomFinding([report({ swelling: 'some', dizziness: 'none' })], zone)).toEqual({ is: 'clear' });
  });

  test('what is felt, worst first, by whom and when; what raises nothing is not named', () => {
    const finding = symptomFinding(
      [report({ swelling: 'worse', 'chest-pain': 'some', dyspnoea: 'some' })],
      zone,
    );
    expect(finding).toMatchObject({
      is: 'firing',
      severity: 'critical',
      because: 'chest pain (some), swelling (new or worse); said by the patient on Mon 23 Nov 07:00',
    });
  });

  test('what was not asked again is not over', () => {
    const both = [report({ 'chest-pain': 'some' }), report({ dizziness: 'none' }, 1)];
    expect(symptomFinding(both, zone)).toMatchObject({ severity: 'critical' });
  });

  test('the last answer to a question holds', () => {
    const reports = [
      report({ 'chest-pain': 'some', dizziness: 'some' }),
      report({ 'chest-pain': 'none' }, 1),
    ];
    expect(symptomFinding(reports, zone)).toMatchObject({
      severity: 'warning',
      because: 'dizziness (some); said by the patient on Mon 23 Nov 08:00',
    });
  });

  test.each([
    ['caregiver', 'said by a caregiver'],
    ['other', 'said by somebody else'],
  ] as const)('said by: %s', (saidBy, words) => {
    expect(symptomFinding([{ ...report({ dizziness: 'worse' }), saidBy }], zone)).toMatchObject({
      because: expect.stringContaining(words),
    });
  });
});

describe('whether symptoms are told of', () => {
  const firing = (severity: 'urgent' | 'critical'): Finding => ({
    is: 'firing',
    severity,
    confirmed: true,
    because: '',
    evidence: { readings: [], limits: {} },
  });
  test.each([
    ['active', firing('urgent'), true],
    ['learning', firing('urgent'), true],
    ['away', firing('urgent'), true],
    ['in-hospital', firing('urgent'), false],
    ['in-hospital', firing('critical'), true],
    ['ended', firing('critical'), false],
    ['active', { is: 'clear' }, false],
  ] as const)('%s, %o: %s', (status, finding, told) => {
    expect(mayTell(status, finding as Finding)).toBe(told);
  });
});
