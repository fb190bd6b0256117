import type { ProblemBody } from '../../contract/problem.ts';
import { text } from '../strings.ts';
import { wallClock } from './clock.ts';
import { repeatKeys } from './repeat-keys.ts';

/** `status` 0: no answer came, so nothing is known about what the server did. */
export type Problem = Pick<ProblemBody, 'status' | 'detail' | 'field' | 'remedy' | 'conflict'> & {
  readonly code?: string;
};
export type Result<T> = { ok: true; value: T } | { ok: false; problem: Problem };

const timeoutMs = 20_000;

const isProblem = (body: unknown): body is Problem =>
  typeof body === 'object' && body !== null && 'detail' in body && typeof body.detail === 'string';

const problemOf = async (response: Response): Promise<Problem> => {
  const body: unknown = await response.json().catch(() => null);
  if (isProblem(body)) return { ...body, status: response.status };
  return { status: response.status, detail: text.problem.odd(response.status) };
};

let aheadMs = 0;
/** How far the server's clock is before ours, by its last answer; to the second. */
export const serverAheadMs = (): number => aheadMs;

const noteServerTime = ({ headers }: Response): void => {
  const at = Date.parse(headers.get('date') ?? '');
  if (Number.isFinite(at)) aheadMs = at + 500 - wallClock();
};

let whenSignedOut = (): void => undefined;
/** Calls back whenever an answer says that nobody is signed in any more. */
export const onSignedOut = (listener: () => void): void => {
  whenSignedOut = listener;
};

const signedOutCodes: readonly (string | undefined)[] = ['signed-out', 'session-over'];

const request = async <T>(path: string, init: RequestInit = {}): Promise<Result<T>> => {
  const stop = AbortSignal.timeout(timeoutMs);
  try {
    const response = await fetch(`/api/v1/${path}`, {
      ...init,
      cache: 'no-store',
      signal: init.signal ? AbortSignal.any([init.signal, stop]) : stop,
    });
    noteServerTime(response);
    if (!response.ok) {
      const problem = await problemOf(response);
      if (problem.status === 401 && signedOutCodes.includes(problem.code)) whenSignedOut();
      return { ok: false, problem };
    }
    return { ok: true, value: (await response.json()) as T };
  } catch {
    return { ok: false, problem: { status: 0, detail: text.problem.noAnswer } };
  }
};

export const get = <T>(path: string, signal?: AbortSignal): Promise<Result<T>> =>
  request<T>(path, signal ? { signal } : {});

export type Change = {
  readonly method: 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly body: object | null;
};

const headersOf = (body: object | null, key: string | null): Record<string, string> => ({
  ...(body !== null && { 'content-type': 'application/json' }),
  ...(key !== null && { 'idempotency-key': key }),
});

/** Sent again in the same words after no answer came, a change is made once. */
export const send = async <T>(change: Change, signal?: AbortSignal): Promise<Result<T>> => {
  const { method, path, body } = change;
  const result = await request<T>(path, {
    method,
    headers: headersOf(body, repeatKeys.keyOf(change)),
    ...(body !== null && { body: JSON.stringify(body) }),
    ...(signal && { signal }),
  });
  const isAnswered = result.ok || (result.problem.status > 0 && result.problem.status < 500);
  if (isAnswered) repeatKeys.answered(change);
  return result;
};

export type Query = Readonly<Record<string, string | number | null | undefined>>;

/** `path?a=1&b=2`, leaving out what is null or undefined; an empty text is a value. */
export const withQuery = (path: string, query: Query): string => {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== null && value !== undefined) params.set(name, String(value));
  }
  const search = params.toString();
  return search === '' ? path : `${path}?${search}`;
};

export type PageOf<T> = { items: T[]; next: string | null };

/** From the query's `cursor` on follows `next` through at most `maxPages` pages; `next` is not null when the list was cut there. */
export const getPages = async <T, P extends PageOf<T> = PageOf<T>>(
  path: string,
  query: Query,
  maxPages: number,
  signal?: AbortSignal,
): Promise<Result<{ pages: P[]; next: string | null }>> => {
  const pages: P[] = [];
  let next: string | null = typeof query.cursor === 'string' ? query.cursor : null;
  do {
    const page: Result<P> = await get<P>(withQuery(path, { ...query, cursor: next }), signal);
    if (!page.ok) return page;
    pages.push(page.value);
    next = page.value.next;
  } while (next !== null && pages.length < maxPages);
  return { ok: true, value: { pages, next } };
};
