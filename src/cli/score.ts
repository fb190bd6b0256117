import type { ProgramBody } from '../contract/programs.ts';
import type { RiskLineBody, RiskLineScoreBody, RiskListBody } from '../contract/risk.ts';
import { pointsText } from '../domain/risk.ts';
import { listRisk, riskQuery } from '../risk/list.ts';
import { listPrograms } from '../roster/programs.ts';
import { type Call, whereStored } from './anywhere.ts';
import { readArgs, wholeNumber } from './args.ts';
import { type Command, type CommandContext, UsageError } from './command.ts';
import { scoreFile } from './score-file.ts';

type Asked = { readonly program: string | undefined; readonly top: number };

const chosen = <P extends { readonly id: string }>(programs: readonly P[], id: string | undefined): P[] => {
  const found = programs.filter(program => id === undefined || program.id === id);
  if (found.length === 0) throw new UsageError(`there is no program "${id}"`);
  return found;
};

const scoreHere =
  ({ clock }: CommandContext, { program, top }: Asked): Parameters<typeof whereStored<RiskListBody[]>>[2] =>
  async ({ store, risk }) => {
    const { items } = await listPrograms(store);
    const programs = chosen(items, program);
    await risk.rescore();
    return Promise.all(
      programs.map(({ id }) => {
        const query = riskQuery.parse({ program: id, limit: top });
        return listRisk(store, risk.scorers, query, clock.now());
      }),
    );
  };

const scoreThrough =
  ({ program, top }: Asked) =>
  async (call: Call): Promise<RiskListBody[]> => {
    const { items } = await call<{ items: ProgramBody[] }>('/programs');
    return Promise.all(
      chosen(items, program).map(({ id }) => call<RiskListBody>(`/risk?program=${id}&limit=${top}`)),
    );
  };

const valueText = ({ unit, value, atMost }: RiskLineScoreBody): string => {
  if (value === null) return '–';
  return unit === 'points' ? pointsText(value, atMost ?? value) : String(Math.round(100 * value) / 100);
};

const lineText = ({ rank, tier, cohortSince, patient, score, others }: RiskLineBody): string => {
  const said = others.map(other => `${other.id} ${valueText(other)}`).join(', ');
  const cohort = cohortSince === null ? '' : `cohort since ${cohortSince.slice(0, 10)}`;
  return [
    String(rank).padStart(6),
    tier.padEnd(7),
    patient.siteId.padEnd(12),
    valueText(score).padStart(6),
    cohort.padEnd(23),
    said,
  ].join('  ');
};

const listText = ({ program, rankedBy, degraded, ranked, notApplicable, inCohort, items }: RiskListBody) =>
  [
    `${program}: ${ranked} ranked by ${rankedBy}, not applicable to ${notApplicable}, ${inCohort} in the cohort`,
    ...(degraded === null ? [] : [`  ${degraded}`]),
    ...items.map(lineText),
  ].join('\n');

export const score: Command = {
  help: `vigil score [--program heart-failure] [--top 10] [--api URL] [--json]
vigil score --data FILE.csv[.gz] --out scores.csv [--model readmission-30d]
  Scores and ranks everybody, and prints who is at the highest risk in each program: rank, tier, patient, the score
  that ranks, cohort, other scores. Works on the data folder, or asks the Vigil that runs on it (or the one at --api),
  which ranks by itself.
  --data: instead, scores encounters of a file in the format of UCI "Diabetes 130-US hospitals" and writes
    encounter_id,probability. Columns in any order, further ones ignored; an encounter sees its patient's earlier rows and
    no later one. The probabilities are those of the training data until a site has recalibrated the model.`,
  run: async (args, context) => {
    const { values } = readArgs(args, {
      program: { type: 'string' },
      top: { type: 'string' },
      api: { type: 'string' },
      json: { type: 'boolean' },
      data: { type: 'string' },
      out: { type: 'string' },
      model: { type: 'string' },
    });
    if (values.data !== undefined || values.out !== undefined) return scoreFile(values, context);
    const asked = { program: values.program, top: wholeNumber(values.top, 'top', 10, 1) };
    if (asked.top > 1_000) throw new UsageError('--top must be at most 1000');
    const lists = await whereStored(context, values.api, scoreHere(context, asked), scoreThrough(asked));
    context.print(values.json ? JSON.stringify(lists) : lists.map(listText).join('\n\n'));
  },
};
