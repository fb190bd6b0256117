import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { z } from 'zod';
import type { ProblemBody } from '../contract/problem.ts';
import { AppError, type ErrorCode } from '../errors.ts';
import { errorFields, type Log } from '../log.ts';

/** Each code's status and title; the only place where an error becomes HTTP. */
const table: Readonly<Record<ErrorCode, readonly [status: ContentfulStatusCode, title: string]>> = {
  'bad-request': [400, 'The request is not valid'],
  'body-too-big': [413, 'The body is too big'],
  'not-json': [400, 'The body is not JSON'],
  'signed-out': [401, 'Nobody is signed in'],
  'session-over': [401, 'The session is over'],
  'wrong-credentials': [401, 'Username or password is wrong'],
  locked: [429, 'Signing in is paused'],
  'not-permitted': [403, 'This is not permitted'],
  'actor-missing': [401, 'Nobody is named as acting'],
  'host-not-allowed': [421, 'This host name is not served'],
  'not-found': [404, 'Not found'],
  conflict: [409, 'Somebody was first'],
  'reviews-missing': [422, 'Reviews are missing'],
  'not-allowed-now': [422, 'This is not possible as things stand'],
  'too-late': [409, 'It is too late to take this back'],
  'already-done': [409, 'This was sent before'],
  'ingest-rejected': [422, 'The message is no reading'],
  'import-rejected': [422, 'The file has errors'],
  'unsupported-media-type': [415, 'This content type is not understood'],
  'not-ready': [503, 'Vigil is not ready'],
  internal: [500, 'Something went wrong'],
};

const bodyOf = (error: AppError, requestId: string): ProblemBody => {
  const [status, title] = table[error.code];
  const { conflict, errors, retryAfterS: _, ...details } = error.details;
  return {
    type: `/docs#${error.code}`,
    title,
    status,
    code: error.code,
    detail: error.message,
    ...details,
    ...(errors ? { errors: [...errors] } : {}),
    ...(conflict ? { conflict: { ...conflict, at: new Date(conflict.at).toISOString() } } : {}),
    requestId,
  };
};

export const problem = (c: Context, error: AppError): Response => {
  const [status] = table[error.code];
  const { retryAfterS } = error.details;
  return c.body(JSON.stringify(bodyOf(error, c.get('requestId') ?? '')), status, {
    'content-type': 'application/problem+json',
    ...(retryAfterS === undefined ? {} : { 'retry-after': String(retryAfterS) }),
  });
};

const unexpected = new AppError('internal', 'Vigil failed to answer; nothing was changed by this request', {
  remedy: 'try again; if it happens again, report the request id',
});

/** Known errors say what to do; an unknown one says only its request id, and its kind goes to the log. */
export const onError =
  (log: Log) =>
  (error: Error, c: Context): Response => {
    if (error instanceof AppError) return problem(c, error);
    if (error instanceof HTTPException && error.status === 400)
      return problem(c, new AppError('not-json', 'the body is not valid JSON', jsonRemedy));
    log.error('request-failed', {
      requestId: c.get('requestId'),
      path: c.req.routePath,
      ...errorFields(error),
    });
    return problem(c, unexpected);
  };

export const jsonRemedy = {
  field: 'body',
  remedy: 'send valid JSON with content-type application/json; {} where there is nothing to say',
};

const targets: Readonly<Record<string, string>> = {
  json: 'body',
  query: 'query',
  param: 'path',
  header: 'header',
};

type Issue = z.core.$ZodIssue;

const byTelling = (a: Issue, b: Issue): number =>
  b.path.length - a.path.length || Number(a.code === 'invalid_type') - Number(b.code === 'invalid_type');

/** Of a body that fits no form, what is wrong by the form it comes closest to: more use than "invalid input". */
const mostTelling = (issue: Issue | undefined): Issue | undefined => {
  if (issue?.code !== 'invalid_union') return issue;
  const firsts = issue.errors.flatMap(branch => branch.slice(0, 1));
  const telling = firsts.toSorted(byTelling)[0];
  return telling ? { ...telling, path: [...issue.path, ...telling.path] } : issue;
};

/** Names the first wrong field of a request that a schema refused. */
export const onInvalid = (result: { success: boolean; target?: string; error?: z.ZodError }, c: Context) => {
  if (result.success || !result.error) return undefined;
  const issue = mostTelling(result.error.issues[0]);
  const unknown = issue?.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [];
  const field = [...(issue?.path ?? []), ...unknown].join('.') || targets[result.target ?? ''] || 'request';
  const more = result.error.issues.length - 1;
  const detail = `${field}: ${issue?.message ?? 'is not valid'}${more > 0 ? ` (and ${more} more)` : ''}`;
  return problem(
    c,
    new AppError('bad-request', detail, { field, remedy: 'see the schema of this route at /docs' }),
  );
};
