import { type Message, signatureHeaders } from './sign.ts';

export type Sent = {
  readonly delivered: boolean;
  /** null: no answer came */
  readonly status: number | null;
  /** a code, never a message: that could hold the URL */
  readonly error: string | null;
};

/** Sends one message and says what came of it; never throws. */
export type Send = (
  to: { readonly url: string; readonly secret: string },
  message: Message,
  signal: AbortSignal,
) => Promise<Sent>;

const timeoutMs = 10_000;

const codeOf = (error: unknown): string => {
  if (!(error instanceof Error)) return 'failed';
  if (error.name === 'TimeoutError') return 'timeout';
  const cause = error.cause ?? error;
  return typeof cause === 'object' && 'code' in cause && typeof cause.code === 'string'
    ? cause.code
    : 'failed';
};

/** Follows no redirect, waits ten seconds at most, and reads nothing of the answer but its status. */
export const sendOverHttp: Send = async ({ url, secret }, message, signal) => {
  try {
    const response = await fetch(url, {
      method: 'POST',
      redirect: 'manual',
      headers: {
        'content-type': 'application/json',
        'user-agent': 'vigil',
        ...signatureHeaders(secret, message),
      },
      body: message.body,
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
    });
    await response.body?.cancel();
    const { ok, status } = response;
    return { delivered: ok, status, error: ok ? null : `answered ${status}` };
  } catch (error) {
    return { delivered: false, status: null, error: codeOf(error) };
  }
};
