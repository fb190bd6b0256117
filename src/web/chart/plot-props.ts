import type { ChartModel, Row } from './model.ts';

export type Pointing = {
  readonly onPoint: (row: Row | null) => void;
  /** null where nothing can be dragged */
  readonly onDrag: ((a: number, b: number) => void) | null;
};

/** What draws a chart is given. */
export type PlotProps = Pointing & {
  readonly model: ChartModel;
  /** the reading that the keyboard stands on */
  readonly marked: Row | null;
};
