/** What a table says of a cell; null where it says nothing, whatever the cell holds ("constructor" too). */
export const lookUp = <T>(table: Readonly<Record<string, T>>, cell: string | undefined): T | null =>
  cell !== undefined && Object.hasOwn(table, cell) ? (table[cell] ?? null) : null;
