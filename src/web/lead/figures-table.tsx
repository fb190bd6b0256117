import type { ReactNode } from 'react';

export type FigureColumn<T> = {
  readonly id: string;
  readonly title: string;
  readonly cell: (row: T) => ReactNode;
  readonly isNumber?: boolean;
};

type Props<T> = {
  readonly caption: string;
  /** said by assistive technology only */
  readonly isCaptionHidden?: boolean;
  /** the first one names the row */
  readonly columns: readonly FigureColumn<T>[];
  readonly rows: readonly T[];
  readonly idOf: (row: T) => string;
  readonly empty: string;
  readonly isTotal?: (row: T) => boolean;
};

const classOf = (isNumber: boolean | undefined): string => (isNumber ? 'number' : 'wraps');

/** A table to read: nothing in it moves or is chosen, so it is no grid. */
export const FiguresTable = <T,>(props: Props<T>) => {
  const { caption, isCaptionHidden, columns, rows, idOf, empty, isTotal } = props;
  if (rows.length === 0) return <p className="muted">{empty}</p>;
  return (
    <table className="figures">
      <caption className={isCaptionHidden ? 'visually-hidden' : ''}>{caption}</caption>
      <thead>
        <tr>
          {columns.map(({ id, title, isNumber }) => (
            <th key={id} scope="col" className={classOf(isNumber)}>
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(row => (
          <tr key={idOf(row)} className={isTotal?.(row) ? 'total' : ''}>
            {columns.map(({ id, cell, isNumber }, index) =>
              index === 0 ? (
                <th key={id} scope="row">
                  {cell(row)}
                </th>
              ) : (
                <td key={id} className={classOf(isNumber)}>
                  {cell(row)}
                </td>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
};
