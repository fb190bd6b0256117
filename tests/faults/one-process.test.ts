import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { hourMs } from '../../src/domain/local-day.ts';
import type { Rule } from '../../src/domain/rule.ts';
import { rules } from '../../src/rules/catalogue.ts';
import { tempFolder } from '../support/store.ts';
import { expectSame } from './expect-same.ts';
import { twiceShuffled } from './faults.ts';
import { oneProcess } from './one-process.ts';
import { countIn, type Outcome } from './outcome.ts';
import { messagesOf, streamOf } from './stream.ts';

const stream = streamOf('s', 60, 3_000);
const messages = [...messagesOf(stream)];
const third = messages.length / 3;

let known: Outcome | undefined;
/** What the stream comes to when nothing disturbs it. */
let expected: Outcome;
beforeEach(async () => {
  if (!known) {
    const calm = await oneProcess(stream);
    await calm.publish(messages);
    known = await calm.outcome();
  }
  expected = known;
}, 60_000);

/** A file system of its own with little room; null where none may be mounted. */
const smallDisk = (): string | null => {
  const folder = tempFolder();
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=24m', 'tmpfs', folder], { stdio: 'ignore' });
  } catch {
    process.stderr.write('skipping the full disk: no file system can be mounted here\n');
    return null;
  }
  onTestFinished(() => {
    execFileSync('umount', ['-l', folder]);
  });
  mkdirSync(join(folder, 'data'));
  return folder;
};

/** Takes all room that is left. */
const fill = (folder: string): string => {
  const file = join(folder, 'filler');
  for (let bytes = 1 << 24; bytes >= 1 << 12; bytes >>= 1)
    for (let full = false; !full; )
      try {
        writeFileSync(file, Buffer.alloc(bytes), { flag: 'a' });
      } catch {
        full = true;
      }
  return file;
};

test('a full disk acknowledges nothing that it does not keep, and goes on when there is room', async context => {
  const folder = smallDisk();
  if (folder === null) return context.skip();
  const vigil = await oneProcess(stream, { dataFolder: join(folder, 'data') });
  let refused = 0;
  for (const part of [0, 1, 2]) {
    const file = fill(folder);
    const some = messages.slice(part * third, (part + 1) * third);
    refused += await vigil.publish(some, () => rmSync(file, { force: true }));
  }
  const done = { fault: 'disk full', times: 3, acknowledged: vigil.acknowledged() };
  await expectSame(done, await vigil.outcome(), expected);
  expect(refused).toBeGreaterThan(0);
}, 60_000);

test('a clock that jumps an hour ahead and back delays nobody', async () => {
  const vigil = await oneProcess(stream);
  await vigil.publish(messages.slice(0, third));
  vigil.clock.jump(hourMs);
  const release = vigil.app.evaluator.hold();
  await vigil.publish(messages.slice(third, 2 * third));
  vigil.clock.jump(-hourMs);
  release();
  await vigil.app.evaluator.idle();
  const unjudged = 'SELECT count(*) FROM due WHERE generation > judged_generation';
  expect(await countIn(vigil.folder, unjudged)).toBe(0);
  await vigil.publish(messages.slice(2 * third));
  const done = { fault: 'clock an hour ahead, then back', times: 2, acknowledged: vigil.acknowledged() };
  await expectSame(done, await vigil.outcome(), expected);
}, 60_000);

const turns = async (count: number): Promise<void> => {
  for (let left = count; left > 0; left -= 1) await new Promise(setImmediate);
};

test('a store that is slow makes senders wait, and nothing else', async () => {
  const vigil = await oneProcess(stream);
  let times = 0;
  let over = false;
  const slow = (async () => {
    while (!over) {
      await vigil.app.store.write(() => turns(1_000));
      times += 1;
    }
  })();
  await vigil.publish(messages);
  over = true;
  await slow;
  const done = {
    fault: 'store held',
    times,
    acknowledged: vigil.acknowledged(),
  };
  await expectSame(done, await vigil.outcome(), expected);
}, 60_000);

test('a rule that throws on a patient delays that rule on that patient alone', async () => {
  let patientId = '';
  let times = 0;
  const throwing = (rule: Rule): Rule => ({
    ...rule,
    evaluate: snapshot => {
      if (snapshot.patient.patientId === patientId && times < 40) {
        times += 1;
        throw new Error('poison');
      }
      return rule.evaluate(snapshot);
    },
  });
  const vigil = await oneProcess(stream, { rules: rules.map(throwing) });
  const [first] = await vigil.app.store.readerSql
    .prepare<[], string>(`SELECT id FROM patient WHERE site_id = 's-0'`)
    .pluck()
    .all();
  patientId = first ?? '';
  await vigil.publish(messages);
  const done = { fault: 'rules that throw on one patient', times: 40, acknowledged: vigil.acknowledged() };
  await expectSame(done, await vigil.outcome(), expected);
  expect(times).toBe(40);
}, 60_000);

test('a patient whose row cannot be read holds up nobody else, and is judged once it is mended', async () => {
  const vigil = await oneProcess(stream);
  const { sql, write } = vigil.app.store;
  await vigil.publish(messages.slice(0, third));
  await vigil.app.evaluator.idle();
  const ofFirst = sql.prepare(
    `UPDATE due SET timers = ? WHERE patient_id = (SELECT id FROM patient WHERE site_id = 's-0')`,
  );
  const was = await write(() =>
    sql
      .prepare<[], string>(`SELECT timers FROM due JOIN patient ON id = patient_id WHERE site_id = 's-0'`)
      .pluck()
      .get(),
  );
  await write(() => ofFirst.run('{'));
  await vigil.publish(messages.slice(third));
  await vigil.app.evaluator.idle();
  const unjudged = 'SELECT count(*) FROM due WHERE generation > judged_generation';
  expect(await countIn(vigil.folder, unjudged)).toBe(1);
  await write(() => ofFirst.run(was));
  const done = {
    fault: 'a patient whose due row cannot be read',
    times: 1,
    acknowledged: vigil.acknowledged(),
  };
  await expectSame(done, await vigil.outcome(), expected);
}, 60_000);

test('ten times the usual burst, every message twice and shuffled, changes nothing', async () => {
  const vigil = await oneProcess(stream);
  await vigil.publish(twiceShuffled(stream), () => {}, 10 * 1_000);
  const acknowledged = vigil.acknowledged() / 2;
  await expectSame(
    { fault: 'burst of 6,000 at once, each twice, shuffled', times: 1, acknowledged },
    await vigil.outcome(),
    expected,
  );
}, 60_000);
