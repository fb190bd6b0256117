/** Lines of a comma-separated file without quotes, each as a record by the names of its head. */
export const commaRows = (text: string): ((column: string) => string)[] => {
  const [head = '', ...lines] = text.trim().split(/\r?\n/);
  const places = new Map(head.split(',').map((column, place) => [column, place]));
  return lines.map(line => {
    const cells = line.split(',');
    return column => {
      const place = places.get(column);
      if (place === undefined) throw new Error(`the file has no column ${column}`);
      return cells[place] ?? '';
    };
  });
};
