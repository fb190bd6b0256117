import type { ReactNode } from 'react';
import { Table as AriaTable, Cell, Column, Row, TableBody, TableHeader } from 'react-aria-components/Table';

export type ColumnOf<T> = {
  readonly id: string;
  readonly title: string;
  readonly cell: (row: T) => ReactNode;
  readonly isRowHeader?: boolean;
  readonly isNumber?: boolean;
  readonly isSortable?: boolean;
};
export type Sorted = { readonly column: string; readonly direction: 'ascending' | 'descending' };

type Props<T> = {
  readonly label: string;
  readonly columns: readonly ColumnOf<T>[];
  readonly rows: readonly T[];
  readonly idOf: (row: T) => string;
  readonly empty: string;
  readonly sorted?: Sorted;
  readonly onSort?: (sorted: Sorted) => void;
  readonly onRow?: (id: string) => void;
};

const cellClass = ({ isNumber }: { readonly isNumber?: boolean }): string =>
  isNumber ? 'cell number' : 'cell';

/** A grid: arrow keys move in it, a column that sorts says so, a row that acts is pressed by Enter. */
export const Table = <T extends object>(props: Props<T>) => {
  const { label, columns, rows, idOf, empty, sorted, onSort, onRow } = props;
  return (
    <AriaTable
      aria-label={label}
      className="table"
      {...(sorted ? { sortDescriptor: sorted } : {})}
      {...(onSort ? { onSortChange: by => onSort({ ...by, column: String(by.column) }) } : {})}
      {...(onRow ? { onRowAction: key => onRow(String(key)) } : {})}
    >
      <TableHeader>
        {columns.map((column, index) => (
          <Column
            key={column.id}
            id={column.id}
            className={cellClass(column)}
            isRowHeader={column.isRowHeader ?? index === 0}
            allowsSorting={column.isSortable ?? false}
          >
            {column.title}
          </Column>
        ))}
      </TableHeader>
      <TableBody renderEmptyState={() => <p className="empty">{empty}</p>}>
        {rows.map(row => (
          <Row key={idOf(row)} id={idOf(row)} className="row">
            {columns.map(column => (
              <Cell key={column.id} className={cellClass(column)}>
                {column.cell(row)}
              </Cell>
            ))}
          </Row>
        ))}
      </TableBody>
    </AriaTable>
  );
};
