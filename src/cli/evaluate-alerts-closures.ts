import type { AlertQualityBody } from '../contract/alert-quality.ts';
import { readAlertQuality } from '../evaluation/alert-quality.ts';
import type { CommandContext } from './command.ts';
import { lookInto, whereAsked } from './open-asked.ts';
import { decimals, table } from './text-table.ts';

type Figures = Omit<AlertQualityBody['programs'][number], 'program' | 'rules'>;

const cells = ({ closed, coded, uncodedShare, ppv, ppvInterval, hidden }: Figures): string[] => [
  String(closed),
  String(coded),
  uncodedShare === null ? '–' : `${Math.round(uncodedShare * 100)} %`,
  ppvInterval === null
    ? (hidden ?? '–')
    : `${decimals(ppv)} (${decimals(ppvInterval[0])}–${decimals(ppvInterval[1])})`,
];

const header = ['closed', 'coded', 'uncoded', 'PPV from closures'];

/** For people; nothing in it is simulated. */
export const closuresText = ({ from, to, programs }: AlertQualityBody): string =>
  [
    `from closures: items that people closed from ${from.slice(0, 10)} to ${to.slice(0, 10)}, by what they said of them`,
    ...programs.flatMap(({ program, rules, ...figures }) => [
      '',
      table([
        [program, ...header],
        ['all items', ...cells(figures)],
        ...rules.map(({ id, ...its }) => [id, ...cells(its)]),
      ]),
    ]),
  ].join('\n');

export type ClosuresAsked = {
  readonly data: string | undefined;
  readonly program: string | undefined;
  readonly days: number;
};

/** Reads the store of the service, also while it runs. @throws AppError not-found, not-allowed-now */
export const readClosuresIn = (
  { data, program, days }: ClosuresAsked,
  { config, clock }: Pick<CommandContext, 'config' | 'clock'>,
): Promise<AlertQualityBody> => {
  const asked = { days, ...(program === undefined ? {} : { program }) };
  return lookInto(whereAsked({ data }, config), store => readAlertQuality(store, asked, clock.now()));
};
