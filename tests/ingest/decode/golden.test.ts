import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { decode } from '../../../src/ingest/decode/decode.ts';
import { parseTopic } from '../../../src/ingest/topics.ts';

/** A case is a folder: topic.txt, payload.txt (the bytes as the device sent them), expected.json. */
const root = fileURLToPath(new URL('./golden/native/', import.meta.url));
const cases = readdirSync(root);

test.each(cases)('%s', name => {
  const file = (part: string) => readFileSync(`${root}${name}/${part}`);
  const topic = parseTopic(file('topic.txt').toString().trim());
  const decoded = decode(topic?.channel ?? '', file('payload.txt'));
  const expected = JSON.parse(file('expected.json').toString());
  if (expected.is !== 'rejected') return expect(decoded).toEqual(expected);
  expect(decoded).toMatchObject(expected);
  // whoever sent it is told what to send instead
  expect(decoded.is === 'rejected' && decoded.remedy.length).toBeGreaterThan(10);
});
