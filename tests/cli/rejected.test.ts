import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { UsageError } from '../../src/cli/command.ts';
import { rejectedCommand } from '../../src/cli/rejected.ts';
import { heldClock } from '../../src/clock.ts';
import { readConfig } from '../../src/config.ts';
import type {
  RejectedBody,
  RejectedGroupBody,
  RejectedMessageBody,
  ReplayReport,
} from '../../src/contract/ingest.ts';
import { enrol, testApp } from '../support/app.ts';

const now = Date.parse('2026-11-23T12:00:00Z');
const topic = 'vigil/v1/new-scale/weight';
const roster = `patient,family,given,birthDate,sex,timeZone,program,device,kind,perWeek
P1,Doe,Ann,1950-01-01,female,America/New_York,heart-failure,new-scale,weight,7
`;

/** A folder with three rejected messages: two of a device that has been registered since, one broken. */
const withRejected = async (where: 'folder' | 'running', count = 2) => {
  const folder = mkdtempSync(join(tmpdir(), 'vigil-cli-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const { app } = await testApp(now, {
    dataFolder: folder,
    port: where === 'running' ? 0 : null,
    durable: true,
  });
  const send = (payload: string) =>
    app.ingest({ source: 'mqtt', topic, payload: Buffer.from(payload), receivedAt: now, mode: 'live' });
  for (let n = 0; n < count; n++) await send(`{"value":${80 + n},"unit":"kg","measuredAt":${now - n}}`);
  await enrol(app, now, roster);
  await send('\u001b[31m{"value":80');
  if (where === 'folder') await app.close();
  const config = {
    ...readConfig({ VIGIL_DATA: folder }),
    port: Number(new URL(app.url ?? 'http://x:1').port),
  };
  const told: string[] = [];
  const run = async (...args: string[]): Promise<string> => {
    const printed: string[] = [];
    const signal = new AbortController().signal;
    const context = { config, clock: heldClock(now), signal };
    const print = (text: string) => printed.push(text);
    await rejectedCommand.run(args, { ...context, print, tell: text => told.push(text) });
    return printed.join('\n');
  };
  const data = async <T>(...args: string[]): Promise<T> => JSON.parse(await run(...args, '--json')) as T;
  return { run, data, told };
};

describe.each(['folder', 'running'] as const)('vigil rejected, on what is %s', where => {
  test('lists, groups, shows', async () => {
    const { run, data } = await withRejected(where);
    const { items } = await data<{ items: RejectedBody[] }>('list');
    expect(items.map(m => m.reason).sort()).toEqual(['not-json', 'unknown-device', 'unknown-device']);
    const groups = (await data<{ items: RejectedGroupBody[] }>('groups')).items;
    const unknown = groups.find(g => g.reason === 'unknown-device');
    expect(unknown).toMatchObject({ messages: 2, channel: 'weight' });
    const ofGroup = await data<{ items: RejectedBody[] }>('list', '--group', unknown?.key ?? '');
    expect(ofGroup.items.map(m => m.reason)).toEqual(['unknown-device', 'unknown-device']);
    expect(await run('groups')).toContain(`${unknown?.key}  unknown-device topic, weight: 2 messages`);
    const page = await run('list', '--limit', '1');
    expect(page).toMatch(/^rej_\w+ {2}2026-11-23T12:00:00.000Z {6}1×/);
    const [, cursor = ''] = /more: --cursor (\S+)$/.exec(page) ?? [];
    expect(await run('list', '--limit', '2', '--cursor', cursor)).not.toContain('more:');
    expect(await run('list', '--state', 'discarded')).toBe('none');
  });

  test('replays one, a group, or all; what is left is said', async () => {
    const { run, data } = await withRejected(where, 3);
    const { items } = await data<{ items: RejectedBody[] }>('list');
    const one = items.find(m => m.reason === 'unknown-device')?.id ?? '';
    expect(await run('replay', one)).toBe(`${one} replayed: stored`);
    const broken = items.find(m => m.reason === 'not-json')?.id ?? '';
    expect(await run('replay', broken)).toBe(
      `${broken} still waits: not-json payload; send one JSON object in UTF-8`,
    );
    const groups = (await data<{ items: RejectedGroupBody[] }>('groups')).items;
    const key = groups.find(g => g.reason === 'unknown-device')?.key ?? '';
    expect(await data<ReplayReport>('replay', '--group', key)).toEqual({
      tried: 2,
      replayed: 2,
      unowned: 0,
      rejectedAgain: 0,
      left: 0,
    });
    expect(await data<ReplayReport>('replay', '--all')).toEqual({
      tried: 1,
      replayed: 0,
      unowned: 0,
      rejectedAgain: 1,
      left: 1,
    });
  });

  test('discards one or a group, with the reason', async () => {
    const { run, data } = await withRejected(where);
    const { items } = await data<{ items: RejectedBody[] }>('list');
    const broken = items.find(m => m.reason === 'not-json')?.id ?? '';
    expect(await run('discard', broken, '--why', 'cut off')).toBe(`${broken} discarded`);
    expect(await data('show', broken)).toMatchObject({ state: 'discarded', resolvedWhy: 'cut off' });
    const [group] = (await data<{ items: RejectedGroupBody[] }>('groups')).items;
    expect(await run('discard', '--group', group?.key ?? '')).toBe('2 discarded');
    expect(await run('groups')).toBe('none');
  });

  test('an id or a key that does not exist is refused with the remedy', async () => {
    const { run } = await withRejected(where);
    const refusal = { code: 'not-found', details: { remedy: expect.any(String) } };
    await expect(run('show', 'rej_none')).rejects.toMatchObject(refusal);
    await expect(run('replay', 'rej_none')).rejects.toMatchObject(refusal);
    await expect(run('replay', '--group', 'none')).rejects.toMatchObject(refusal);
    await expect(run('discard', 'rej_none')).rejects.toMatchObject(refusal);
  });
});

test('on the folder the progress is told apart from the result', async () => {
  const { run, told } = await withRejected('folder');
  expect(await run('replay', '--all')).toMatch(
    /3 {2}tried\n +2 {2}replayed\n +0 {2}unowned\n +1 {2}rejectedAgain\n +1 {2}left/,
  );
  expect(told).toEqual(expect.arrayContaining([expect.stringMatching(/^replaying .*2\/2$/)]));
});

test('what a device sent steers no terminal', async () => {
  const { run, data } = await withRejected('folder');
  const { items } = await data<{ items: RejectedBody[] }>('list');
  const broken = items.find(m => m.reason === 'not-json')?.id ?? '';
  const text = await run('show', broken);
  expect(text).toContain('\ufffd[31m{"value":80');
  expect(text).not.toContain('\u001b');
  const whole = await data<RejectedMessageBody>('show', broken);
  expect(whole.text).toBe('\u001b[31m{"value":80');
});

test.each([
  [[]],
  [['mend']],
  [['toString']],
  [['show']],
  [['show', 'a', 'b']],
  [['replay']],
  [['replay', 'a', '--all']],
  [['replay', '--all', '--group', 'k']],
  [['discard', '--all']],
  [['discard', 'a', '--why', ' ']],
  [['list', '--state', 'lost']],
  [['list', '--limit', '0']],
  [['list', '--colour']],
])('refuses %j as usage', async args => {
  const { run } = await withRejected('folder');
  await expect(run(...args)).rejects.toBeInstanceOf(UsageError);
});
