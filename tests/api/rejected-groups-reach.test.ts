import { describe, expect, test } from 'vitest';
import type { AccessEntryBody } from '../../src/contract/audit.ts';
import type { RejectedBody, RejectedGroupBody, RejectedMessageBody } from '../../src/contract/ingest.ts';
import { dayMs, minuteMs } from '../../src/domain/local-day.ts';
import type { Mode } from '../../src/domain/reading.ts';
import { bodyAs, expectProblem, iso, only, rosterHeader, start, type TestApp, testApp } from './app.ts';
import { asPerson, cookieOf, person, signInAs } from './sign-in.ts';

type Caller = Awaited<ReturnType<typeof person>>;

const line = (patient: string, device: string, from = ''): string => {
  const [family, program] = patient === 'D1' ? ['Dorn', 'diabetes'] : ['Quillfeather001', 'heart-failure'];
  return `${patient},${family},Annabel,1951-04-09,female,America/New_York,${program},${device},weight,0.25,${from},,`;
};
const movesAt = start + 5 * minuteMs;

/** P1 is of heart failure, D1 of diabetes; both hold `both`, and `moved` goes from P1 to D1 after five minutes. */
const twoPrograms = async () => {
  const app = await testApp({ patients: 1 });
  const given = [line('D1', 'scale-d1'), line('P1', 'both'), line('D1', 'both'), line('P1', 'moved')];
  await app.importRoster(`${[rosterHeader, ...given].join('\n')}\n`);
  const idOf = async (siteId: string) => (await app.get<{ id: string }>(`/api/v1/patients/${siteId}`)).id;
  return {
    app,
    p1: await idOf('P1'),
    d1: await idOf('D1'),
    ana: await person(app, 'ana', ['case-manager'], { programs: ['heart-failure'] }),
    dana: await person(app, 'dana', ['case-manager'], { programs: ['diabetes'] }),
    bo: await person(app, 'bo', ['lead']),
  };
};

/** Each a few seconds later than the one before. */
const stepMs = 10_000;
const sendTo = async (app: TestApp, topic: string, payload: unknown, mode: Mode = 'live') => {
  await app.setTime(app.clock.now() + stepMs);
  const bytes = Buffer.from(JSON.stringify(payload));
  const receivedAt = app.clock.now();
  const outcome = await app.running().ingest({ source: 'mqtt', topic, payload: bytes, receivedAt, mode });
  if (outcome.is !== 'rejected') throw new Error(`it became ${outcome.is}`);
  return outcome.rejectedId;
};
const unitless = (app: TestApp, device: string, over: object = {}, mode: Mode = 'live') =>
  sendTo(app, `vigil/v1/${device}/weight`, { value: 83.2, ...over }, mode);

const ofEveryKind = async (app: TestApp) => ({
  own: await unitless(app, 'scale-1'),
  other: await unitless(app, 'scale-d1'),
  both: await unitless(app, 'both'),
  unknown: await unitless(app, 'nobody-knows'),
  unreadable: await sendTo(app, 'elsewhere', 1),
});

const get = async <T>(call: Caller, path: string): Promise<T> => {
  const response = await call(path);
  expect(response.status, path).toBe(200);
  return bodyAs<T>(response);
};
const post = (call: Caller, path: string, body: unknown = {}) => call(path, { method: 'POST', body });
const listed = async (call: Caller, query = '') =>
  (await get<{ items: RejectedBody[] }>(call, `/rejected${query}`)).items.map(message => message.id);
const groups = async (call: Caller) =>
  (await get<{ items: RejectedGroupBody[] }>(call, '/rejected/groups')).items;
const groupOf = async (call: Caller, reason: string) =>
  only((await groups(call)).filter(group => group.reason === reason));
const stateOf = async (app: TestApp, id: string) =>
  (await app.get<RejectedBody>(`/api/v1/rejected/${id}`)).state;

describe('whoever belongs to one program', () => {
  test('is shown the messages of devices that her patients hold, and of devices that nobody holds', async () => {
    const { app, ana, dana, bo } = await twoPrograms();
    const { own, other, both, unknown, unreadable } = await ofEveryKind(app);
    expect(await listed(ana)).toEqual([unreadable, unknown, both, own]);
    expect(await listed(dana)).toEqual([unreadable, unknown, both, other]);
    expect(await listed(bo)).toEqual([unreadable, unknown, both, other, own]);
  });

  test('is shown page after page full, each message once', async () => {
    const { app, ana } = await twoPrograms();
    const mine: string[] = [];
    for (let n = 0; n < 5; n++) {
      mine.unshift(await unitless(app, 'scale-1', { n }));
      for (let m = 0; m < 3; m++) await unitless(app, 'scale-d1', { n, m });
    }
    const pages: string[][] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const at: string = `/rejected?limit=2${cursor && `&cursor=${cursor}`}`;
      const page: { items: RejectedBody[]; next: string | null } = await get(ana, at);
      pages.push(page.items.map(message => message.id));
      cursor = page.next;
    }
    expect(pages.map(page => page.length)).toEqual([2, 2, 1]);
    expect(pages.flat()).toEqual(mine);
  });

  test('is shown groups as if there were no others, with counts and an example of her own', async () => {
    const { app, ana, dana, bo } = await twoPrograms();
    const own = await unitless(app, 'scale-1');
    await unitless(app, 'scale-1');
    await unitless(app, 'scale-d1');
    await unitless(app, 'scale-d1', { n: 1 });
    await sendTo(app, 'vigil/v1/scale-d1/nonsense', {});
    const late = iso(start + 5 * stepMs);
    expect(await groups(ana)).toMatchObject([
      {
        ...{ reason: 'unit-missing', messages: 1, times: 2, devices: 1, exampleId: own },
        ...{ firstReceivedAt: iso(start + stepMs), lastReceivedAt: iso(start + 2 * stepMs) },
      },
    ]);
    expect((await groups(dana)).map(group => [group.reason, group.messages])).toEqual([
      ['unknown-channel', 1],
      ['unit-missing', 2],
    ]);
    expect(await groups(bo)).toMatchObject([
      { reason: 'unknown-channel', lastReceivedAt: late },
      { messages: 3, times: 4, devices: 2 },
    ]);
  });

  test('404: to a group in which nothing is hers', async () => {
    const { app, ana, dana } = await twoPrograms();
    await unitless(app, 'scale-d1');
    const { key } = await groupOf(dana, 'unit-missing');
    const before = (await app.audit()).length;
    for (const response of [
      await ana(`/rejected?group=${key}`),
      await post(ana, `/rejected/groups/${key}/replay`),
      await post(ana, `/rejected/groups/${key}/discard`),
    ])
      await expectProblem(response, { status: 404, code: 'not-found', field: 'group' });
    expect((await app.audit()).length).toBe(before);
  });

  test('discards of a group what is within her reach', async () => {
    const { app, ana } = await twoPrograms();
    const { own, other, both, unknown } = await ofEveryKind(app);
    const { key } = await groupOf(ana, 'unit-missing');
    expect(await listed(ana, `?group=${key}`)).toEqual([both, own]);
    const response = await post(ana, `/rejected/groups/${key}/discard`);
    expect(await response.json()).toEqual({ discarded: 2 });
    const states = await Promise.all([own, other, both, unknown].map(id => stateOf(app, id)));
    expect(states).toEqual(['discarded', 'waiting', 'discarded', 'waiting']);
  });

  test('replays of a group what is within her reach, and is told of nothing else', async () => {
    const { app, ana } = await twoPrograms();
    const { own, other, both } = await ofEveryKind(app);
    const { key } = await groupOf(ana, 'unit-missing');
    const response = await post(ana, `/rejected/groups/${key}/replay`);
    expect(await response.json()).toEqual({
      ...{ tried: 2, replayed: 0, unowned: 0, rejectedAgain: 2, left: 2 },
    });
    const replayed = (await app.audit()).filter(row => row.action === 'rejected-message.replay');
    expect(replayed.map(row => row.subjectId)).toEqual([own, both]);
    expect(await stateOf(app, other)).toBe('waiting');
  });

  test('404: to a message of another, in the words for one that nobody sent; it goes on waiting', async () => {
    const { app, ana } = await twoPrograms();
    const { other } = await ofEveryKind(app);
    const before = (await app.audit()).length;
    const said = async (response: Response) => {
      const problem = await expectProblem(response, { status: 404, code: 'not-found', field: 'id' });
      return { ...problem, requestId: '' };
    };
    for (const ask of [
      (id: string) => ana(`/rejected/${id}`),
      (id: string) => post(ana, `/rejected/${id}/replay`),
      (id: string) => post(ana, `/rejected/${id}/discard`),
    ])
      expect(await said(await ask(other))).toEqual(await said(await ask('rej_none')));
    expect(await stateOf(app, other)).toBe('waiting');
    expect((await app.audit()).length).toBe(before);
  });

  test('replays and discards what is hers, or nobody’s', async () => {
    const { app, ana } = await twoPrograms();
    const { own, both, unknown, unreadable } = await ofEveryKind(app);
    for (const id of [own, both, unknown, unreadable]) {
      expect((await post(ana, `/rejected/${id}/replay`)).status).toBe(200);
      expect((await post(ana, `/rejected/${id}/discard`)).status).toBe(200);
    }
    expect((await listed(ana, '?state=discarded')).toSorted()).toEqual(
      [own, both, unknown, unreadable].toSorted(),
    );
  });
});

describe('a message of a device that changed hands', () => {
  const moved = async () => {
    const scene = await twoPrograms();
    const { app } = scene;
    const before = await unitless(app, 'moved', { n: 1 });
    await app.importRoster(`${rosterHeader}\n${line('D1', 'moved', iso(movesAt))}\n`);
    await app.setTime(movesAt);
    return { ...scene, before, after: await unitless(app, 'moved', { n: 2 }) };
  };

  test('is of whoever held it when it came', async () => {
    const { ana, dana, before, after } = await moved();
    expect(await listed(ana)).toEqual([before]);
    expect(await listed(dana)).toEqual([after]);
    expect((await ana(`/rejected/${after}`)).status).toBe(404);
    expect((await dana(`/rejected/${before}`)).status).toBe(404);
  });

  test('and came under both is of both', async () => {
    const { app, ana, dana, p1, d1, before, after } = await moved();
    expect(await unitless(app, 'moved', { n: 1 })).toBe(before);
    expect(await listed(ana)).toEqual([before]);
    expect(await listed(dana)).toEqual([before, after]);
    const { patientIds } = await get<RejectedMessageBody>(ana, `/rejected/${before}`);
    expect(patientIds).toEqual([p1, d1].toSorted());
  });

  test('and came as history is of everyone who ever held it: when it was measured is not known', async () => {
    const { app, ana, dana, p1, d1 } = await moved();
    const id = await unitless(app, 'moved', { n: 3 }, 'history');
    expect(await listed(ana)).toContain(id);
    const { patientIds } = await get<RejectedMessageBody>(dana, `/rejected/${id}`);
    expect(patientIds).toEqual([p1, d1].toSorted());
  });

  test('and that nobody held when it came is of everyone who ever did, and of nobody else', async () => {
    const { app, ana, dana, bo, d1 } = await twoPrograms();
    const id = await unitless(app, 'later');
    expect(await listed(ana)).toEqual([id]);
    await app.importRoster(`${rosterHeader}\n${line('D1', 'later', iso(start + dayMs))}\n`);
    expect(await listed(ana)).toEqual([]);
    expect(await listed(dana)).toEqual([id]);
    expect((await ana(`/rejected/${id}`)).status).toBe(404);
    expect((await get<RejectedMessageBody>(bo, `/rejected/${id}`)).patientIds).toEqual([d1]);
  });
});

describe('a provider who may see rejected messages too', () => {
  test('is listed, and may read, those of patients for whom something awaits her, or did lately', async () => {
    const { app } = await twoPrograms();
    const { own, other, both, unknown, unreadable } = await ofEveryKind(app);
    const sato = await person(app, 'sato', ['provider', 'integrator'], { name: 'Dr Sato' });
    const mayRead = async () => {
      const all = [unreadable, unknown, both, other, own];
      const answers = await Promise.all(all.map(id => sato(`/rejected/${id}`)));
      return all.filter((_, i) => answers[i]?.status === 200);
    };
    const expectSeen = async (ids: readonly string[]) => {
      expect(await listed(sato)).toEqual(ids);
      expect(await mayRead()).toEqual(ids);
    };
    await expectSeen([unreadable, unknown]);
    await app.pressure(1, 75);
    const item = await app.openItem(1);
    await app.act(item.id, 'await-provider', { what: 'Sign?', kind: 'order', provider: 'Dr Lind' });
    await expectSeen([unreadable, unknown]);
    await app.act(item.id, 'await-provider', { what: 'Sign?', kind: 'order', provider: 'Dr Sato' });
    await expectSeen([unreadable, unknown, both, own]);
    const { items } = await get<{ items: { id: string; version: number }[] }>(sato, '/provider-requests');
    const { id, version } = only(items);
    const answered = await post(sato, `/provider-requests/${id}/answer`, { decision: 'approved', version });
    expect(answered.status, await answered.text()).toBe(200);
    await expectSeen([unreadable, unknown, both, own]);
    app.clock.set(app.clock.now() + 7 * dayMs);
    const later = asPerson(app, cookieOf(await signInAs(app, 'sato')));
    expect(await listed(later)).toEqual([unreadable, unknown]);
    expect((await later(`/rejected/${own}`)).status).toBe(404);
  });
});

describe('the log of who read what', () => {
  const reads = async (app: TestApp) => {
    await app.running().accessLog.flush();
    const { items } = await app.get<{ items: AccessEntryBody[] }>('/api/v1/access?limit=1000');
    return items
      .filter(entry => entry.action.includes('/rejected') && entry.actor.startsWith('person:'))
      .map(entry => `${entry.actor} ${entry.action} ${entry.patientId}`)
      .toSorted();
  };

  test('names whoever held the device of a message that was shown', async () => {
    const { app, ana, bo, p1, d1 } = await twoPrograms();
    const { own, other, both, unknown } = await ofEveryKind(app);
    await ana(`/rejected/${own}`);
    expect(await reads(app)).toEqual([`person:Person ana GET /rejected/{id} ${p1}`]);
    for (const id of [both, unknown]) await bo(`/rejected/${id}`);
    for (const name of ['replay', 'discard']) await post(bo, `/rejected/${other}/${name}`);
    expect(await reads(app)).toEqual(
      [
        `person:Person ana GET /rejected/{id} ${p1}`,
        `person:Person bo GET /rejected/{id} ${p1}`,
        `person:Person bo GET /rejected/{id} ${d1}`,
        `person:Person bo POST /rejected/{id}/replay ${d1}`,
        `person:Person bo POST /rejected/{id}/discard ${d1}`,
      ].toSorted(),
    );
  });

  test('says nothing of lists, which show nothing that was measured, and of what was refused', async () => {
    const { app, ana } = await twoPrograms();
    const { other } = await ofEveryKind(app);
    const said = [await ana('/rejected'), await ana('/rejected/groups'), await ana(`/rejected/${other}`)];
    for (const response of said) expect(await response.text()).not.toContain('83.2');
    expect(await reads(app)).toEqual([]);
  });
});
