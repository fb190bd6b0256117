import { describe, expect, test } from 'vitest';
import type { ContactBody } from '../../src/contract/worklist.ts';
import { putCaregiver } from '../worklist/rows.ts';
import { bodyAs, expectProblem, testApp, walk } from './app.ts';
import { describeJsonRefusals, describeRefusals } from './refusals.ts';

const tried = { who: 'patient', channel: 'phone', reached: false };
const path = '/api/v1/patients/P1/contacts';
const route = { method: 'POST', path: '/api/v1/patients/P99/contacts', body: tried } as const;

describe('POST /patients/{id}/contacts', () => {
  test('200: without an open item the attempt belongs to the patient alone', async () => {
    const app = await testApp();
    const { id } = await app.patient(1);
    const response = await app.post(path, { ...tried, nextTryAt: '2026-11-23T14:00:00Z' });
    const contact = await bodyAs<ContactBody>(response);
    expect(contact).toMatchObject({
      itemId: null,
      attempt: 1,
      nextTryAt: '2026-11-23T14:00:00.000Z',
      by: 'Ana Ruiz',
      at: '2026-11-23T12:00:00.000Z',
    });
    expect((await app.outbox()).at(-1)).toMatchObject({
      kind: 'contact.logged',
      patientId: id,
      itemId: null,
      subjectId: contact.id,
    });
    expect((await app.audit()).at(-1)).toMatchObject({
      action: 'patient.log-contact',
      actor: 'person:Ana Ruiz',
      subjectType: 'patient',
      subjectId: id,
      patientId: id,
      detail: { contactId: contact.id },
    });
  });

  test('200: with an open item it is the same as logging it on the item', async () => {
    const app = await testApp();
    await app.pressure(1, 75);
    const { id } = await app.openItem(1);
    const contact = await bodyAs<ContactBody>(
      await app.post(path, { ...tried, nextTryAt: '2026-11-23T14:00:00Z' }),
    );
    expect(contact.itemId).toBe(id);
    expect(await app.item(id)).toMatchObject({
      version: 2,
      nextTryAt: '2026-11-23T14:00:00.000Z',
      contacts: [contact],
      undo: { verb: 'log-contact' },
    });
    expect((await app.audit()).at(-1)).toMatchObject({ action: 'worklist-item.log-contact', subjectId: id });
  });

  test('200: attempts are counted over a patient’s items until somebody is reached', async () => {
    const app = await testApp();
    const log = async (reached: boolean) => {
      await app.setTime(app.clock.now() + 1);
      return (await bodyAs<ContactBody>(await app.post(path, { ...tried, reached }))).attempt;
    };
    const attempts = [await log(false)];
    await app.pressure(1, 75);
    attempts.push(await log(false), await log(true), await log(false), await log(false));
    expect(attempts).toEqual([1, 2, 3, 1, 2]);
  });

  test.each([
    ['without consent', false, 'No consent is on file. She sleeps badly.'],
    ['with consent', true, 'She sleeps badly.'],
  ])(
    '200: a caregiver who called %s is listened to, as no attempt of ours; a note says what was wanting',
    async (_, consent, note) => {
      const app = await testApp();
      await putCaregiver(app, 1, consent);
      const call = { who: 'caregiver', channel: 'phone', reached: true, incoming: true };
      const contact = await bodyAs<ContactBody>(await app.post(path, { ...call, note: 'She sleeps badly.' }));
      expect(contact).toMatchObject({ who: 'caregiver', reached: true, incoming: true, attempt: 0, note });
      const [entry] = (
        await app.get<{ items: { title: string }[] }>('/api/v1/patients/P1/timeline?kinds=contact')
      ).items;
      expect(entry?.title).toBe('The caregiver called, by phone');
    },
  );

  test('200: after a call that came in, attempts are counted from 1 again', async () => {
    const app = await testApp();
    const log = async (over: Record<string, unknown>) => {
      await app.setTime(app.clock.now() + 1);
      return (await bodyAs<ContactBody>(await app.post(path, { ...tried, ...over }))).attempt;
    };
    const attempts = [await log({}), await log({ reached: true, incoming: true }), await log({})];
    expect(attempts).toEqual([1, 0, 1]);
  });

  test('400: a call that came in and reached nobody', async () => {
    const app = await testApp();
    const answer = await app.post(path, { ...tried, reached: false, incoming: true });
    await expectProblem(answer, { status: 400, code: 'bad-request', field: 'reached' });
  });

  test.each([
    ['nobody contacted', { channel: 'phone', reached: true }, 'who'],
    ['somebody unknown', { who: 'neighbour', channel: 'phone', reached: true }, 'who'],
    ['a channel unknown', { who: 'patient', channel: 'pigeon', reached: true }, 'channel'],
    ['without saying whether reached', { who: 'patient', channel: 'phone' }, 'reached'],
    ['a next try without an offset', { ...tried, nextTryAt: '2026-11-23T14:00:00' }, 'nextTryAt'],
    ['a note of more than 4,000 characters', { ...tried, note: 'x'.repeat(4_001) }, 'note'],
  ])('400: %s', async (_, body, field) => {
    const app = await testApp();
    await expectProblem(await app.post(path, body), { status: 400, code: 'bad-request', field });
  });

  test('404: a patient nobody imported', async () => {
    const app = await testApp();
    const response = await app.post(route.path, tried);
    await expectProblem(response, { status: 404, code: 'not-found', field: 'id' });
  });

  test('422: the caregiver without consent', async () => {
    const app = await testApp();
    await putCaregiver(app, 1, false);
    const response = await app.post(path, { ...tried, who: 'caregiver' });
    await expectProblem(response, { status: 422, code: 'not-allowed-now', field: 'caregiverConsent' });
  });

  describeRefusals(route);
  describeJsonRefusals(route);
});

describe('GET /patients/{id}/contacts', () => {
  test('200: newest first, each once whatever the page size, none of another patient', async () => {
    const app = await testApp();
    await app.post('/api/v1/patients/P2/contacts', tried);
    for (const note of ['a', 'b', 'c']) {
      await app.setTime(app.clock.now() + 1);
      await app.post(path, { ...tried, note });
    }
    const notes = (await walk<ContactBody>(app, path, 2)).map(c => c.note);
    expect(notes).toEqual(['c', 'b', 'a']);
  });

  test.each([
    ['?limit=0', 'limit'],
    ['?cursor=nonsense', 'cursor'],
  ])('400: %s is refused, naming the field %s', async (query, field) => {
    const app = await testApp();
    await expectProblem(await app.request(`${path}${query}`), { status: 400, code: 'bad-request', field });
  });

  test('404: a patient nobody imported', async () => {
    const app = await testApp();
    const response = await app.request(route.path);
    await expectProblem(response, { status: 404, code: 'not-found', field: 'id' });
  });
});
