import { z } from '@hono/zod-openapi';
import { problemSchema } from '../contract/problem.ts';

const json = <T extends z.ZodType>(schema: T, description: string) => ({
  description,
  content: { 'application/json': { schema } },
});

const problemContent = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: problemSchema } },
});

/** A route's answers: the one it is for, and the problems it can meet. */
export const answers = <T extends z.ZodType>(
  schema: T,
  description: string,
  problems: readonly number[] = [],
) => ({
  200: json(schema, description),
  ...Object.fromEntries(
    [400, 401, 403, ...problems].map(status => [status, problemContent(problemNames[status] ?? 'problem')]),
  ),
});

const problemNames: Readonly<Record<number, string>> = {
  400: 'the request is not valid; names the field and the remedy',
  401: 'nobody is signed in',
  403: 'not permitted',
  404: 'not found',
  409: 'somebody was first; names who and when',
  413: 'the body is too big',
  415: 'the content type is not understood',
  422: 'understood, but not accepted; names what is missing or wrong',
  503: 'what it needs does not answer; try again',
};

export const jsonBody = <T extends z.ZodType>(schema: T) => ({
  required: true,
  content: { 'application/json': { schema } },
});

export const idParam = z.object({ id: z.string().min(1) });

export const pageQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(1_000).default(100),
  cursor: z.string().optional(),
});
