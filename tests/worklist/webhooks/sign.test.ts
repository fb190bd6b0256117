import { expect, test } from 'vitest';
import { newSecret, signatureHeaders } from '../../../src/worklist/webhooks/sign.ts';

test('the reference vector of the Standard Webhooks specification is signed as published', () => {
  const message = {
    id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    timestamp: 1_614_265_330,
    body: '{"test": 2432232314}',
  };
  expect(signatureHeaders('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', message)).toEqual({
    'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    'webhook-timestamp': '1614265330',
    'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  });
});

test('a secret is 32 random bytes in base64 behind whsec_', () => {
  const [one, other] = [newSecret(), newSecret()];
  expect(one).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
  expect(one).not.toBe(other);
});

test.each(['id', 'timestamp', 'body'])('another %s is signed differently', field => {
  const message = { id: 'msg_1', timestamp: 1, body: 'a' };
  const signature = (m: typeof message) => signatureHeaders('whsec_AAAA', m)['webhook-signature'];
  const changed = { ...message, [field]: field === 'timestamp' ? 2 : 'other' };
  expect(signature(changed)).not.toBe(signature(message));
});
