import type { Decode, Decoded } from './decoded.ts';
import { native } from './native.ts';

const decoders: ReadonlyMap<string, Decode> = new Map(Object.entries(native));

export const channels = [...decoders.keys()];

const utf8 = new TextDecoder('utf-8', { fatal: true });

const parse = (payload: Uint8Array): unknown => {
  try {
    return JSON.parse(utf8.decode(payload));
  } catch {
    return undefined;
  }
};

/** Decodes the raw bytes of one message on a channel. Total: whatever the bytes are, it answers. */
export const decode = (channel: string, payload: Uint8Array): Decoded => {
  const decoder = decoders.get(channel);
  if (!decoder) {
    const remedy = `publish on one of the channels ${channels.join(', ')}`;
    return { is: 'rejected', reason: 'unknown-channel', field: 'topic', remedy };
  }
  const parsed = parse(payload);
  if (parsed === undefined) {
    return { is: 'rejected', reason: 'not-json', field: 'payload', remedy: 'send one JSON object in UTF-8' };
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
    return {
      is: 'rejected',
      reason: 'not-an-object',
      field: 'payload',
      remedy: 'send one JSON object a message',
    };
  }
  return decoder(parsed as Readonly<Record<string, unknown>>);
};
