import { hourMs } from '../domain/local-day.ts';
import type { CatalogueRule } from '../rules/define.ts';
import { paramsOf } from '../rules/define.ts';

const intro = `# Rules

Every rule that ships, written by \`npm run generate\` from the code; \`GET /api/v1/rules\` tells the same. All numbers are
defaults that a program signs off and may set, for itself or for one patient. "convention" means that no guideline was
found. Of two alerts of one group that are equally severe, the rule listed earlier speaks for both.
`;

const cell = (text: string): string => text.replaceAll('|', '\\|');

const paramRows = (rule: CatalogueRule): string[] => {
  const params = paramsOf(rule);
  if (params.length === 0) return [];
  return [
    '',
    '| parameter | what | default | least–most | unit | source |',
    '| --- | --- | --- | --- | --- | --- |',
    ...params.map(({ name, what, byDefault, least, most, unit, source }) => {
      const shipped = typeof byDefault === 'boolean' ? (byDefault ? 'yes' : 'no') : byDefault;
      const range = least === null ? '' : `${least}–${most}`;
      return `| \`${name}\` | ${cell(what)} | ${shipped} | ${range} | ${unit} | ${cell(source)} |`;
    }),
  ];
};

const sectionOf = (rule: CatalogueRule): string => {
  const { id, title, version, group, ladder, clears, coolDownMs, latenessLimitMs, source } = rule;
  const off = rule.startsEnabled ? '' : ' · ships switched off';
  return [
    `### ${title} (\`${id}\`)`,
    '',
    `version ${version} · group \`${group}\` · ${ladder.join(' → ')}${off}`,
    '',
    `- Ends: ${clears}.`,
    `- Source: ${source}.`,
    `- Quiet after a person dealt with it, unless worse: ${coolDownMs / hourMs} h. Not judged when it arrives later than ${latenessLimitMs / hourMs} h.`,
    ...rule.steps.map(step => `- C${step.slice(1)}${step.endsWith('?') ? '' : '.'}`),
    ...paramRows(rule),
    '',
  ].join('\n');
};

/** The documentation of all rules, by concern, in the order of the catalogue. */
export const rulesPage = (rules: readonly CatalogueRule[]): string => {
  const byConcern = Map.groupBy(rules, rule => rule.concern);
  const parts = [...byConcern].flatMap(([concern, list]) => [
    `## ${concern} (${list.length})\n`,
    ...list.map(sectionOf),
  ]);
  return [intro, ...parts].join('\n');
};
