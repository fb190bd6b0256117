import { z } from '@hono/zod-openapi';
import { and, eq, inArray, isNotNull, isNull, lte, or, type SQL, sql } from 'drizzle-orm';
import type { Store } from '../db/open.ts';
import { isOpenItem } from '../db/partial.ts';
import { lanes, severities, severityRank } from '../domain/alert.ts';
import { riskTiers } from '../domain/risk.ts';
import { AppError } from '../errors.ts';

const mostLines = 250;

/** In `owner`: whoever asks. */
export const me = '@me';

/** What a person may ask the worklist for; a saved view keeps these. */
export const worklistFilters = {
  program: z.string().optional(),
  severity: z.enum(severities).optional(),
  lane: z.enum(lanes).optional(),
  state: z.enum(['open', 'acknowledged']).optional(),
  owner: z
    .string()
    .optional()
    .openapi({ description: "a person's name; empty: nobody's; `@me`: of whoever asks" }),
  tier: z.enum(riskTiers).optional().openapi({ description: 'of the ranking by risk' }),
  site: z.string().min(1).optional(),
  tag: z.string().min(1).optional(),
  awaiting: z
    .enum(['provider', 'overdue'])
    .optional()
    .openapi({ description: '`overdue`: the provider has not answered in time' }),
  snoozed: z.enum(['hidden', 'only', 'shown']).default('hidden'),
};

export const worklistQuery = z.strictObject({
  ...worklistFilters,
  limit: z.coerce.number().int().min(1).max(mostLines).default(50),
  cursor: z.string().optional(),
});
export type WorklistQuery = z.infer<typeof worklistQuery>;

/** Who asks, and what she may see. */
export type Viewer = {
  /** null: those of all */
  readonly programs: readonly string[] | null;
  /** where it is known */
  readonly name: string | null;
  /** a provider: only patients for whom something awaits her, or any provider */
  readonly onlyAwaiting?: boolean;
};

/** A filter as it is asked, by whom, and as of when. */
export type Asked = { readonly query: WorklistQuery; readonly viewer: Viewer; readonly asOf: number };

type Deps = Pick<Store, 't'>;

export const isSnoozed = ({ t }: Deps, asOf: number): SQL =>
  sql`(${t.worklistItem.snoozedUntil} is not null and ${t.worklistItem.snoozedUntil} > ${asOf})`;

export const snoozeFilter = (deps: Deps, { query, asOf }: Asked): SQL | undefined => {
  if (query.snoozed === 'shown') return undefined;
  return query.snoozed === 'only' ? isSnoozed(deps, asOf) : sql`not ${isSnoozed(deps, asOf)}`;
};

/** Requests that are open, and that a person may answer. */
export const awaits = ({ t }: Deps, name: string | null): SQL | undefined =>
  and(
    isNull(t.providerRequest.answeredAt),
    or(isNull(t.providerRequest.provider), name === null ? undefined : eq(t.providerRequest.provider, name)),
  );

/** Open items that a person may see. */
export const openTo = (deps: Deps, { programs, onlyAwaiting, name }: Viewer): SQL | undefined => {
  const { worklistItem, providerRequest } = deps.t;
  return and(
    isOpenItem(worklistItem),
    programs === null ? undefined : inArray(worklistItem.programId, [...programs]),
    onlyAwaiting
      ? sql`exists (select 1 from ${providerRequest} where ${eq(providerRequest.patientId, worklistItem.patientId)} and ${awaits(deps, name)})`
      : undefined,
  );
};

/** @throws AppError bad-request when it is not known who asks */
const ownerFilter = ({ t }: Deps, { query: { owner }, viewer }: Asked): SQL | undefined => {
  if (owner === undefined) return undefined;
  if (owner === '') return isNull(t.worklistItem.owner);
  if (owner !== me) return eq(t.worklistItem.owner, owner);
  if (viewer.name !== null) return eq(t.worklistItem.owner, viewer.name);
  throw new AppError('bad-request', `owner=${me} asks for your own items, but nobody is named as asking`, {
    field: 'owner',
    remedy: 'sign in, or send a name',
  });
};

const likeText = (text: string): string => `%${text.replace(/[%_\\]/g, character => `\\${character}`)}%`;

/** Of the patients who are of a site, or have a tag; a tag stands quoted in the list of them. */
const patientFilter = ({ t }: Deps, { site, tag }: WorklistQuery): SQL | undefined => {
  if (site === undefined && tag === undefined) return undefined;
  const its = and(
    eq(t.patient.id, t.worklistItem.patientId),
    site === undefined ? undefined : eq(t.patient.site, site),
    tag === undefined
      ? undefined
      : sql`cast(${t.patient.tags} as text) like ${likeText(JSON.stringify(tag))} escape '\\'`,
  );
  return sql`exists (select 1 from ${t.patient} where ${its})`;
};

const tierFilter = ({ t }: Deps, { tier }: WorklistQuery): SQL | undefined =>
  tier === undefined
    ? undefined
    : sql`exists (select 1 from ${t.riskRank} where ${eq(t.riskRank.patientId, t.worklistItem.patientId)} and ${eq(t.riskRank.tier, tier)})`;

/** The provider was asked about the item and has not answered in time. */
export const isProviderOverdue = ({ t }: Deps, asOf: number): SQL => {
  const { providerRequest, worklistItem } = t;
  const isOverdue = and(isNull(providerRequest.answeredAt), lte(providerRequest.dueAt, asOf));
  return sql`${worklistItem.id} in (select ${providerRequest.itemId} from ${providerRequest} where ${isOverdue})`;
};

const awaitingFilter = (deps: Deps, { query: { awaiting }, asOf }: Asked): SQL | undefined => {
  if (awaiting === undefined) return undefined;
  return awaiting === 'overdue'
    ? isProviderOverdue(deps, asOf)
    : isNotNull(deps.t.worklistItem.awaitingProviderSince);
};

/** All of a filter but whether lines are snoozed. @throws AppError bad-request */
export const filterOf = (deps: Deps, asked: Asked): SQL | undefined => {
  const { worklistItem } = deps.t;
  const { program, severity, lane, state } = asked.query;
  return and(
    openTo(deps, asked.viewer),
    state ? eq(worklistItem.state, state) : undefined,
    program ? eq(worklistItem.programId, program) : undefined,
    severity ? eq(worklistItem.severity, severityRank[severity]) : undefined,
    lane ? eq(worklistItem.lane, lane) : undefined,
    ownerFilter(deps, asked),
    tierFilter(deps, asked.query),
    patientFilter(deps, asked.query),
    awaitingFilter(deps, asked),
  );
};
