import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseTopic, topicOf } from '../../src/ingest/topics.ts';

test('a topic names a device and a channel', () => {
  expect(parseTopic('vigil/v1/sim-0001-bp/blood-pressure')).toEqual({
    deviceId: 'sim-0001-bp',
    channel: 'blood-pressure',
  });
  expect(parseTopic('vigil/v1/A.b_c:9-/gatt-2a35')).toEqual({ deviceId: 'A.b_c:9-', channel: 'gatt-2a35' });
});

test.each([
  ['nothing', ''],
  ['another root', 'site/v1/dev/weight'],
  ['another version', 'vigil/v2/dev/weight'],
  ['no channel', 'vigil/v1/dev'],
  ['an empty channel', 'vigil/v1/dev/'],
  ['an empty device', 'vigil/v1//weight'],
  ['a level too many', 'vigil/v1/dev/weight/now'],
  ['a leading slash', '/vigil/v1/dev/weight'],
  ['a capital in the channel', 'vigil/v1/dev/Weight'],
  ['a space in the device', 'vigil/v1/my dev/weight'],
  ['a device of 65 characters', `vigil/v1/${'d'.repeat(65)}/weight`],
  ['a channel of 33 characters', `vigil/v1/dev/${'c'.repeat(33)}`],
  ['a line break at the end', 'vigil/v1/dev/weight\n'],
  ['a letter beyond ASCII', 'vigil/v1/gerät/weight'],
  ['the system topics', '$SYS/broker/uptime'],
])('a topic with %s is none', (_, topic) => {
  expect(parseTopic(topic)).toBeNull();
});

test('property: parseTopic inverts topicOf for every device id the roster accepts', () => {
  const deviceId = fc.stringMatching(/^[A-Za-z0-9._:-]{1,64}$/);
  const channel = fc.stringMatching(/^[a-z0-9-]{1,32}$/);
  fc.assert(
    fc.property(deviceId, channel, (device, name) => {
      expect(parseTopic(topicOf(device, name))).toEqual({ deviceId: device, channel: name });
    }),
  );
});
