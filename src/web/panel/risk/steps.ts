import type { RiskHistoryBody } from '../../../contract/risk.ts';

export type Step = { readonly at: number; readonly value: number | null };

/** What a score was, from when on, oldest first. */
export const stepsOf = ({ items }: Pick<RiskHistoryBody, 'items'>, scoreId: string): readonly Step[] =>
  items
    .filter(item => item.scoreId === scoreId)
    .map(({ at, value }) => ({ at: Date.parse(at), value }))
    .toSorted((a, b) => a.at - b.at);

type Frame = { readonly from: number; readonly to: number; readonly width: number; readonly height: number };

const rounded = (value: number): number => Math.round(10 * value) / 10;

/** An SVG path of steps that last until the next; where the score did not apply the line is broken. */
export const stepPath = (steps: readonly Step[], { from, to, width, height }: Frame): string => {
  const values = steps.flatMap(({ value }) => (value === null ? [] : [value]));
  const low = Math.min(...values);
  const reach = Math.max(...values) - low;
  const x = (at: number) => rounded((width * (Math.max(at, from) - from)) / Math.max(1, to - from));
  const y = (value: number) => rounded(reach === 0 ? height / 2 : height - (height * (value - low)) / reach);
  let path = '';
  let isDrawing = false;
  steps.forEach(({ at, value }, i) => {
    if (value !== null) {
      path += `${isDrawing ? 'V' : `M${x(at)} `}${y(value)}H${x(steps[i + 1]?.at ?? to)}`;
    }
    isDrawing = value !== null;
  });
  return path;
};
