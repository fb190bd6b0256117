import { describe, expect, test } from 'vitest';
import { dayMs } from '../../src/domain/local-day.ts';
import { putCaregiver } from '../worklist/rows.ts';
import { expectProblem, iso, testApp } from './app.ts';
import { describeJsonRefusals, describeRefusals } from './refusals.ts';

const tried = { who: 'patient', channel: 'phone', reached: false };

const route = { method: 'POST', path: '/api/v1/worklist/wli_none/log-contact', body: tried } as const;

describe('POST /worklist/{id}/log-contact', () => {
  test('200: an attempt is on the item, with its number and when to try again', async () => {
    const app = await testApp();
    await app.pressure(1, 75);
    const { id, patient } = await app.openItem(1);
    const body = { ...tried, note: 'rang out', nextTryAt: '2026-11-23T14:00:00Z' };
    const item = await app.act(id, 'log-contact', body);
    expect(item).toMatchObject({
      version: 2,
      state: 'open',
      nextTryAt: '2026-11-23T14:00:00.000Z',
      contacts: [
        {
          itemId: id,
          attempt: 1,
          who: 'patient',
          channel: 'phone',
          reached: false,
          incoming: false,
          note: 'rang out',
          nextTryAt: '2026-11-23T14:00:00.000Z',
          by: 'Ana Ruiz',
          at: '2026-11-23T12:01:00.000Z',
        },
      ],
      undo: { verb: 'log-contact' },
    });
    const [contact] = item.contacts;
    expect((await app.outbox()).slice(-2)).toMatchObject([
      { kind: 'worklist-item.changed', itemId: id },
      { kind: 'contact.logged', itemId: id, patientId: patient.id, subjectId: contact?.id },
    ]);
    expect((await app.audit()).at(-1)?.detail).toEqual({
      contactId: contact?.id,
      who: 'patient',
      channel: 'phone',
      reached: false,
      incoming: false,
      attempt: 1,
    });
  });

  test('200: one that reached somebody clears when to try again', async () => {
    const app = await testApp();
    await app.pressure(1, 75);
    const { id } = await app.openItem(1);
    await app.act(id, 'log-contact', { ...tried, nextTryAt: '2026-11-23T14:00:00Z' });
    await app.setTime(app.clock.now() + 1);
    expect(await app.act(id, 'log-contact', { ...tried, reached: true })).toMatchObject({
      nextTryAt: null,
      contacts: [{ attempt: 1 }, { attempt: 2, reached: true, note: null }],
    });
  });

  test('200: two people’s attempts never conflict, whatever version they saw', async () => {
    const app = await testApp();
    await app.pressure(1, 75);
    const { id } = await app.openItem(1);
    await app.act(id, 'note', { text: 'trying her now' }, 'Bo Chen');
    expect((await app.act(id, 'log-contact', { ...tried, version: 1 })).contacts).toHaveLength(1);
  });

  test('200: the caregiver, if there is one and the patient has consented', async () => {
    const app = await testApp();
    await putCaregiver(app, 1, true);
    await app.pressure(1, 75);
    const { id } = await app.openItem(1);
    const item = await app.act(id, 'log-contact', { ...tried, who: 'caregiver' });
    expect(item.contacts).toMatchObject([{ who: 'caregiver' }]);
  });

  test.each([
    ['nobody contacted', { channel: 'phone', reached: true }, 'who'],
    ['somebody unknown', { who: 'neighbour', channel: 'phone', reached: true }, 'who'],
    ['a channel unknown', { who: 'patient', channel: 'pigeon', reached: true }, 'channel'],
    ['without saying whether reached', { who: 'patient', channel: 'phone' }, 'reached'],
    ['a next try without an offset', { ...tried, nextTryAt: '2026-11-23T14:00:00' }, 'nextTryAt'],
    ['a note of more than 4,000 characters', { ...tried, note: 'x'.repeat(4_001) }, 'note'],
  ])('400: %s', async (_, body, field) => {
    const app = await testApp({ patients: 0 });
    await expectProblem(await app.verb('wli_none', 'log-contact', body), {
      status: 400,
      code: 'bad-request',
      field,
    });
  });

  test.each([
    ['now', 0],
    ['in the past', -1],
    ['more than 14 days ahead', 14 * dayMs + 1],
  ])('400: a next try %s', async (_, ms) => {
    const app = await testApp();
    await app.pressure(1, 75);
    const body = { ...tried, nextTryAt: iso(app.clock.now() + ms) };
    await expectProblem(await app.verb((await app.openItem(1)).id, 'log-contact', body), {
      status: 400,
      code: 'bad-request',
      field: 'nextTryAt',
    });
  });

  test('400: a next try although somebody was reached', async () => {
    const app = await testApp();
    await app.pressure(1, 75);
    const body = { ...tried, reached: true, nextTryAt: '2026-11-23T14:00:00Z' };
    await expectProblem(await app.verb((await app.openItem(1)).id, 'log-contact', body), {
      status: 400,
      code: 'bad-request',
      field: 'nextTryAt',
    });
  });

  test('404: an item nobody has', async () => {
    const app = await testApp({ patients: 0 });
    await expectProblem(await app.verb('wli_none', 'log-contact', tried), {
      status: 404,
      code: 'not-found',
      field: 'id',
    });
  });

  test('409: the item was closed meanwhile', async () => {
    const app = await testApp();
    await app.pressure(1, 75);
    const { id } = await app.close(await app.openItem(1));
    const problem = await expectProblem(await app.verb(id, 'log-contact', tried, 'Bo Chen'), {
      status: 409,
      code: 'conflict',
      field: null,
    });
    expect(problem.conflict).toMatchObject({ by: 'Ana Ruiz', state: 'closed' });
  });

  test.each([
    ['no caregiver is on file', null, 'caregiver'],
    ['the patient has not consented', false, 'caregiverConsent'],
    ['nobody recorded whether the patient consents', undefined, 'caregiverConsent'],
  ])('422: the caregiver, when %s, reached or not', async (_, consent, field) => {
    const app = await testApp();
    if (consent !== null) await putCaregiver(app, 1, consent);
    await app.pressure(1, 75);
    const { id } = await app.openItem(1);
    for (const reached of [true, false]) {
      const response = await app.verb(id, 'log-contact', { ...tried, who: 'caregiver', reached });
      await expectProblem(response, { status: 422, code: 'not-allowed-now', field });
    }
    expect((await app.item(id)).contacts).toEqual([]);
  });

  describeRefusals(route);
  describeJsonRefusals(route);
});
