import { expect, test } from 'vitest';
import { receiverUrl } from '../../../src/worklist/webhooks/receiver-url.ts';

test.each([
  'https://ehr.example/vigil',
  'https://ehr.example:8443/vigil?tenant=7',
  'https://10.0.0.7/in',
  'http://127.0.0.1:9000/hook',
  'http://127.8.8.8/hook',
  'http://localhost:9000/hook',
  'http://[::1]:9000/hook',
])('%s may receive events', url => {
  expect(receiverUrl.safeParse(url).success).toBe(true);
});

test.each([
  ['http to another machine', 'http://ehr.example/vigil', 'https'],
  ['a name that only begins as loopback', 'http://127.0.0.1.evil.example/', 'https'],
  ['a name that only begins as localhost', 'http://localhost.evil.example/', 'https'],
  ['a password in it', 'https://ana:secret@ehr.example/', 'user name'],
  ['a user in it', 'https://ana@ehr.example/', 'user name'],
  ['a fragment', 'https://ehr.example/#top', 'fragment'],
  ['no scheme', 'ehr.example/vigil', 'https://'],
  ['another scheme', 'ftp://ehr.example/', 'https'],
  ['a file', 'file:///etc/passwd', 'https'],
  ['nothing', '', 'https://'],
])('%s is refused', (_, url, because) => {
  const parsed = receiverUrl.safeParse(url);
  expect(parsed.error?.issues[0]?.message).toContain(because);
});

test('longer than 2,000 characters is refused', () => {
  expect(receiverUrl.safeParse(`https://ehr.example/${'a'.repeat(2_000)}`).success).toBe(false);
});
