import { createHmac, randomBytes } from 'node:crypto';

const prefix = 'whsec_';

export const newSecret = (): string => `${prefix}${randomBytes(32).toString('base64')}`;

export type Message = {
  readonly id: string;
  /** whole seconds since 1970 */
  readonly timestamp: number;
  readonly body: string;
};

/** The three headers by which a receiver knows that the message is ours: the Standard Webhooks specification, version 1. */
export const signatureHeaders = (
  secret: string,
  { id, timestamp, body }: Message,
): Record<string, string> => {
  const key = Buffer.from(secret.slice(prefix.length), 'base64');
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
  return {
    'webhook-id': id,
    'webhook-timestamp': String(timestamp),
    'webhook-signature': `v1,${signature}`,
  };
};
