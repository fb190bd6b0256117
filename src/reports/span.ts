import { z } from '@hono/zod-openapi';
import { asc } from 'drizzle-orm';
import type { Store } from '../db/open.ts';
import { dayMs } from '../domain/local-day.ts';
import { AppError } from '../errors.ts';
import { inPrograms, type Programs } from '../roster/in-programs.ts';

const usualMs = 28 * dayMs;
const mostDays = 92;

const time = z.iso.datetime({ offset: true }).optional();

export const spanQuery = z.strictObject({
  program: z
    .string()
    .min(1)
    .optional()
    .openapi({ description: 'one program; all that one may see if left out' }),
  from: time.openapi({ description: '28 days before `to` if left out' }),
  to: time.openapi({ description: `now if left out; at most ${mostDays} days after \`from\`` }),
});
export type SpanQuery = z.infer<typeof spanQuery>;

export type Span = { readonly from: number; readonly to: number };

const refuse = (message: string): AppError =>
  new AppError('bad-request', `from: ${message}`, {
    field: 'from',
    remedy: `send from before to, at most ${mostDays} days apart`,
  });

/** The stretch that a report is about. @throws AppError bad-request when it is backwards, or too long to be counted */
export const spanOf = (query: Pick<SpanQuery, 'from' | 'to'>, now: number): Span => {
  const to = query.to === undefined ? now : Math.min(now, Date.parse(query.to));
  const from = query.from === undefined ? to - usualMs : Date.parse(query.from);
  if (from >= to) throw refuse('lies not before to, or in the future');
  if (to - from > mostDays * dayMs) throw refuse(`lies more than ${mostDays} days before to`);
  return { from, to };
};

export const spanBody = ({ from, to }: Span) => ({
  from: new Date(from).toISOString(),
  to: new Date(to).toISOString(),
});

export type ReportDeps = Pick<Store, 'reader' | 'readerSql' | 't'>;

/** The programs that a report is about: the one asked for, or all that the caller may see. @throws AppError not-found */
export const programsOf = async (
  { reader, t }: Pick<ReportDeps, 'reader' | 't'>,
  program: string | undefined,
  programs: Programs,
): Promise<{ id: string; name: string }[]> => {
  const rows = await reader
    .select({ id: t.program.id, name: t.program.name })
    .from(t.program)
    .where(inPrograms(t.program.id, programs))
    .orderBy(asc(t.program.id));
  const asked = program === undefined ? rows : rows.filter(row => row.id === program);
  if (asked.length > 0 || program === undefined) return asked;
  throw new AppError('not-found', 'there is no such program', {
    field: 'program',
    remedy: 'take an id from GET /api/v1/programs',
  });
};
