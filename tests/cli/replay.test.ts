import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { aim94Replay } from '../../src/cli/replay-aim94.ts';
import { jsonlReplay } from '../../src/cli/replay-jsonl.ts';
import { replayOnce } from '../../src/cli/replay-run.ts';
import { sharedData } from '../support/services.ts';

const { path: dataFolder, missing } = sharedData();
const quiet = () => {};

const sum = (counts: Readonly<Record<string, number>>): number =>
  Object.values(counts).reduce((a, b) => a + b, 0);

const roster = [
  'patient,family,given,birthDate,sex,timeZone,program,device,kind,perWeek',
  'P1,Doe,Ann,1950-01-01,female,America/New_York,hypertension,cuff-1,blood-pressure,7',
].join('\n');

const line = (at: string, topic: string, payload: unknown) => JSON.stringify({ at, topic, payload });
const reading = { measuredAt: '2026-11-20T07:00:00-05:00', systolic: 190, diastolic: 100, unit: 'mm[Hg]' };
const topic = 'vigil/v1/cuff-1/blood-pressure';

describe('replay', () => {
  test('a stream is published over MQTT, every message accounted for, and time goes on after the last', async () => {
    const text = [
      line('2026-11-20T07:00:05-05:00', topic, reading),
      line('2026-11-20T07:00:06-05:00', topic, reading),
      line('2026-11-20T07:00:07-05:00', topic, { ...reading, unit: 'psi' }),
      line('2026-11-20T07:00:08-05:00', 'vigil/v1/nobody/weight', { value: 80, unit: 'kg' }),
      '{"at":"yesterday"}',
      'not json',
    ].join('\n');
    const { messages, roster: csv, ...counts } = jsonlReplay([{ name: 'stream.jsonl', text }], roster);
    expect(counts).toEqual({
      files: 1,
      rows: 6,
      notGlucose: 0,
      unusableRows: { 'bad-at': 1, 'not-json': 1 },
    });
    const result = await replayOnce({ messages, roster: csv, onProgress: quiet });
    expect(result).toEqual({
      published: 4,
      stored: 1,
      duplicates: 1,
      rejected: { 'unit-wrong': 1, 'unknown-device': 1 },
      alerts: { 'bp-severe': { alerts: 1, patients: 1 } },
      openItems: 1,
      alertList: [
        {
          patient: 'P1',
          rule: 'bp-severe',
          severity: 'urgent',
          state: 'firing',
          startedAt: '2026-11-20T12:00:00.000Z',
          because: 'unconfirmed: call; systolic 190 mmHg; limit 180; no clear repeat within 15 min',
        },
      ],
    });
  });

  test('lines of several files are played in time order', () => {
    const file = (name: string, at: string) => ({ name, text: line(at, topic, reading) });
    const { messages } = jsonlReplay(
      [file('b', '2026-11-20T08:00:00Z'), file('a', '2026-11-20T07:00:00Z')],
      roster,
    );
    expect(messages.map(m => new Date(m.at).getUTCHours())).toEqual([7, 8]);
  });

  test.skipIf(missing)(
    'the AIM-94 logs: each row is accounted for, and each patient with a value below 54 has a level 2 alert',
    async () => {
      const folder = `${dataFolder}/aim94_glucose`;
      const names = readdirSync(folder)
        .filter(name => /^data-\d+$/.test(name))
        .slice(0, 12);
      const files = names.map(name => ({ name, text: readFileSync(`${folder}/${name}`, 'utf8') }));
      const { messages, roster: csv, rows, notGlucose, unusableRows } = aim94Replay(files);
      const result = await replayOnce({ messages, roster: csv, onProgress: quiet });
      expect(rows).toBe(result.published + sum(unusableRows) + notGlucose);
      expect(result.published).toBe(result.stored + result.duplicates + sum(result.rejected));

      const below54 = files.filter(({ text }) =>
        /\t(48|57|58|59|60|61|62|63|64)\t0*([0-9]|[1-4][0-9]|5[0-3])\r?$/m.test(text),
      );
      expect(result.alerts['glucose-low-level-2']?.patients).toBe(below54.length);
    },
    120_000,
  );
});
