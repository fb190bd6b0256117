import { z } from '@hono/zod-openapi';
import { and, asc, count, desc, eq, inArray, isNotNull, isNull, lte, or, type SQL, sql } from 'drizzle-orm';
import type { ProviderRequestBody, ProviderRequestsBody } from '../contract/provider-requests.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import { providerRequestKinds } from '../domain/provider-request.ts';
import { AppError } from '../errors.ts';
import type { LineDeps } from './line-patients.ts';
import { me, type Viewer } from './list-filter.ts';
import { noSuchRequest } from './provider-answer.ts';
import { requestBodies } from './provider-request-body.ts';

export const providerRequestsQuery = z.strictObject({
  state: z.enum(['open', 'answered']).default('open'),
  provider: z.string().min(1).optional().openapi({
    description:
      'what this person may answer: what she was asked, and what any provider was; `@me`: whoever asks',
  }),
  program: z.string().optional(),
  kind: z.enum(providerRequestKinds).optional(),
  patient: z.string().optional().openapi({ description: 'an opaque id' }),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().optional(),
});
export type ProviderRequestsQuery = z.infer<typeof providerRequestsQuery>;

const cursorSchema = z.tuple([z.enum(['open', 'answered']), z.number(), z.string()]);

const providerNamed = ({ provider }: ProviderRequestsQuery, { name }: Viewer): string | undefined => {
  if (provider !== me) return provider;
  if (name !== null) return name;
  throw new AppError(
    'bad-request',
    `provider=${me} asks for your own requests, but nobody is named as asking`,
    {
      field: 'provider',
      remedy: 'sign in, or send a name',
    },
  );
};

const filterOf = ({ t }: LineDeps, query: ProviderRequestsQuery, viewer: Viewer): SQL | undefined => {
  const { provider, programId, kind, patientId, answeredBy } = t.providerRequest;
  const who = providerNamed(query, viewer);
  const name = viewer.name ?? '';
  return and(
    viewer.programs === null ? undefined : inArray(programId, [...viewer.programs]),
    viewer.onlyAwaiting ? or(isNull(provider), eq(provider, name), eq(answeredBy, name)) : undefined,
    who === undefined ? undefined : or(eq(provider, who), isNull(provider)),
    query.program === undefined ? undefined : eq(programId, query.program),
    query.kind === undefined ? undefined : eq(kind, query.kind),
    query.patient === undefined ? undefined : eq(patientId, query.patient),
  );
};

const countOpen = async ({ reader, t }: LineDeps, filter: SQL | undefined, now: number) => {
  const { answeredAt, dueAt } = t.providerRequest;
  const [row] = await reader
    .select({ open: count(), overdue: sql<number>`sum(case when ${lte(dueAt, now)} then 1 else 0 end)` })
    .from(t.providerRequest)
    .where(and(isNull(answeredAt), filter));
  return { open: Number(row?.open ?? 0), overdue: Number(row?.overdue ?? 0) };
};

/** What awaits providers, the soonest due first; or what was answered, the latest first. @throws AppError bad-request */
export const listProviderRequests = async (
  deps: LineDeps,
  query: ProviderRequestsQuery,
  viewer: Viewer,
  now: number,
): Promise<ProviderRequestsBody> => {
  const { reader, t } = deps;
  const { answeredAt, dueAt, id } = t.providerRequest;
  const isOpen = query.state === 'open';
  const [, at, lastId] = query.cursor === undefined ? [] : decodeCursor(query.cursor, cursorSchema);
  const after = isOpen
    ? sql`(${dueAt}, ${id}) > (${at}, ${lastId})`
    : sql`(${answeredAt}, ${id}) < (${at}, ${lastId})`;
  const filter = filterOf(deps, query, viewer);
  const rows = await reader
    .select()
    .from(t.providerRequest)
    .where(
      and(isOpen ? isNull(answeredAt) : isNotNull(answeredAt), filter, at === undefined ? undefined : after),
    )
    .orderBy(...(isOpen ? [asc(dueAt), asc(id)] : [desc(answeredAt), desc(id)]))
    .limit(query.limit + 1);
  const page = rows.slice(0, query.limit);
  const last = page.at(-1);
  const lastAt = (isOpen ? last?.dueAt : last?.answeredAt) ?? 0;
  return {
    items: await requestBodies(deps, page, now),
    next: rows.length > query.limit && last ? encodeCursor([query.state, lastAt, last.id]) : null,
    ...(await countOpen(deps, filter, now)),
    asOf: new Date(now).toISOString(),
  };
};

/** @throws AppError not-found */
export const readProviderRequest = async (
  deps: LineDeps,
  id: string,
  now: number,
): Promise<ProviderRequestBody> => {
  const { reader, t } = deps;
  const rows = await reader.select().from(t.providerRequest).where(eq(t.providerRequest.id, id));
  const [body] = await requestBodies(deps, rows, now);
  if (body) return body;
  throw noSuchRequest();
};
