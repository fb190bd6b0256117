import { isIPv4 } from 'node:net';
import { z } from 'zod';

const isLoopback = (hostname: string): boolean =>
  hostname === 'localhost' || hostname === '[::1]' || (isIPv4(hostname) && hostname.startsWith('127.'));

const faultOf = (text: string): string | null => {
  if (!URL.canParse(text)) return 'must be a whole URL, with https://';
  const url = new URL(text);
  if (url.username !== '' || url.password !== '') return 'must hold no user name or password';
  if (url.hash !== '') return 'must hold no fragment (#…)';
  if (url.protocol === 'https:') return null;
  if (url.protocol === 'http:' && isLoopback(url.hostname)) return null;
  return 'must be https, or http to this machine itself';
};

/** Where deliveries may go: https, or http to loopback. */
export const receiverUrl = z
  .string()
  .max(2_000)
  .superRefine((text, context) => {
    const fault = faultOf(text);
    if (fault !== null) context.addIssue({ code: 'custom', message: fault });
  });
