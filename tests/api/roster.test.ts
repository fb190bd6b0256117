import { describe, expect, test } from 'vitest';
import { expectProblem, rosterHeader, rosterLine, rosterOf, testApp } from './app.ts';
import { describeRefusals } from './refusals.ts';

const path = '/api/v1/roster';
const csv = (text: string) => ({ method: 'POST', text, type: 'text/csv' }) as const;

describe('POST /roster', () => {
  test('200: says what was added, and again that nothing is new', async () => {
    const app = await testApp({ patients: 0 });
    const added = await app.importRoster(rosterOf(2));
    expect(added).toEqual({
      lines: 8,
      patientsAdded: 2,
      patientsChanged: 0,
      devicesAdded: 7,
      assignmentsAdded: 8,
      assignmentsChanged: 0,
      warnings: [8, 9].map(line => ({
        line,
        field: 'device',
        message: 'is shared without slots: give each person a slot, or be asked whose reading it is',
      })),
    });
    expect(await app.importRoster(rosterOf(2))).toMatchObject({
      patientsAdded: 0,
      devicesAdded: 0,
      assignmentsAdded: 0,
    });
  });

  test('200: an import is in the audit, without a name of a patient', async () => {
    const app = await testApp({ patients: 0 });
    await app.importRoster(rosterOf(1));
    const [row] = await app.audit();
    expect(row).toMatchObject({ actor: 'person:Ana Ruiz', action: 'roster.import', patientId: null });
    expect(JSON.stringify(row)).not.toContain('Quillfeather');
  });

  test('200: a device of the roster is heard from then on', async () => {
    const app = await testApp({ patients: 0 });
    await app.importRoster(rosterOf(1));
    await app.pressure(1, 75);
    expect(await app.hasItem(1)).toBe(true);
  });

  test.each([
    ['an empty file', '', [{ line: 1, field: 'line' }]],
    ['a header alone', rosterHeader, [{ line: 1, field: 'line' }]],
    [
      'a column left out',
      `${rosterHeader.replace('given,', '')}\n${rosterLine(1, 'a', 'weight').replace('Annabel,', '')}`,
      [{ line: 1, field: 'given' }],
    ],
    [
      'a column nobody knows',
      `${rosterHeader},shoeSize\n${rosterLine(1, 'cuff-1', 'weight')},42`,
      [{ line: 2, field: 'shoeSize' }],
    ],
    [
      'a kind, a time zone and a date that do not exist',
      [
        rosterHeader,
        rosterLine(1, 'cuff-1', 'pulse'),
        rosterLine(2, 'cuff-2', 'weight').replace('America/New_York', 'America/Atlantis'),
        rosterLine(3, 'cuff-3', 'weight').replace('1951-04-09', '9.4.1951'),
      ].join('\n'),
      [
        { line: 2, field: 'kind' },
        { line: 3, field: 'timeZone' },
        { line: 4, field: 'birthDate' },
      ],
    ],
    [
      'lines of one patient that disagree',
      [
        rosterHeader,
        rosterLine(1, 'a', 'weight'),
        rosterLine(1, 'b', 'glucose').replace('Annabel', 'Bella'),
      ].join('\n'),
      [{ line: 3, field: 'given' }],
    ],
    [
      'a program nobody has, and a line twice',
      [
        rosterHeader,
        rosterLine(1, 'a', 'weight').replace('heart-failure', 'none'),
        rosterLine(2, 'b', 'weight'),
        rosterLine(2, 'b', 'weight'),
      ].join('\n'),
      [
        { line: 2, field: 'program' },
        { line: 4, field: 'device' },
      ],
    ],
    [
      'a line with a field too many',
      `${rosterHeader}\n${rosterLine(1, 'a', 'weight')},x`,
      [{ line: 2, field: 'line' }],
    ],
  ])('422: %s: every wrong line is named and nothing is imported', async (_, text, errors) => {
    const app = await testApp({ patients: 0 });
    const problem = await expectProblem(await app.request(path, csv(text)), {
      status: 422,
      code: 'import-rejected',
      field: null,
    });
    expect(problem.errors).toMatchObject(errors);
    expect(await app.get('/api/v1/patients')).toEqual({ items: [], next: null });
    expect(await app.get('/api/v1/devices')).toEqual({ items: [], next: null });
    expect(await app.audit()).toEqual([]);
  });

  test('415: JSON is no roster file', async () => {
    const app = await testApp({ patients: 0 });
    await expectProblem(await app.post(path, { patient: 'P1' }), {
      status: 415,
      code: 'unsupported-media-type',
      field: 'Content-Type',
    });
  });

  describeRefusals({ method: 'POST', path, body: {}, type: 'text/csv' });
});
