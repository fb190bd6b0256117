/** The little of Markdown that a model card needs; whatever else stands in it is plain text. */
export type Block =
  | { readonly kind: 'heading'; readonly level: number; readonly text: string }
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | { readonly kind: 'table'; readonly rows: readonly (readonly string[])[] }
  | { readonly kind: 'code'; readonly text: string };

const heading = /^(#{1,6}) +(.*)$/;
const item = /^(?:[-*]|\d+\.) +(.*)$/;
const rule = /^\|?[\s:|-]+\|?$/;

const cellsOf = (line: string): string[] =>
  line
    .replace(/^\||\|$/g, '')
    .split('|')
    .map(cell => cell.trim());

/** Takes lines from the front as long as they belong together. */
const takeWhile = (lines: string[], belongs: (line: string) => boolean): string[] => {
  const end = lines.findIndex(line => !belongs(line));
  return lines.splice(0, end === -1 ? lines.length : end);
};

const isPlain = (line: string): boolean =>
  line.trim() !== '' &&
  !heading.test(line) &&
  !item.test(line) &&
  !line.startsWith('|') &&
  !line.startsWith('```');

const codeBlock = (lines: string[]): Block => {
  lines.shift();
  const text = takeWhile(lines, line => !line.startsWith('```')).join('\n');
  lines.shift();
  return { kind: 'code', text };
};

const listBlock = (lines: string[]): Block => {
  const items: string[] = [];
  for (const line of takeWhile(lines, each => item.test(each) || /^ +\S/.test(each))) {
    const [, words] = item.exec(line) ?? [];
    if (words !== undefined) items.push(words);
    else items.push(`${items.pop() ?? ''} ${line.trim()}`);
  }
  return { kind: 'list', items };
};

const nextBlock = (lines: string[]): Block => {
  const [first = ''] = lines;
  const [, marks, words] = heading.exec(first) ?? [];
  if (marks !== undefined && words !== undefined) {
    lines.shift();
    return { kind: 'heading', level: marks.length, text: words };
  }
  if (first.startsWith('```')) return codeBlock(lines);
  if (item.test(first)) return listBlock(lines);
  if (first.startsWith('|')) {
    const rows = takeWhile(lines, line => line.startsWith('|'));
    return { kind: 'table', rows: rows.filter(line => !rule.test(line)).map(cellsOf) };
  }
  return { kind: 'paragraph', text: takeWhile(lines, isPlain).join(' ') };
};

export const blocksOf = (markdown: string): readonly Block[] => {
  const lines = markdown.replaceAll('\r\n', '\n').split('\n');
  const blocks: Block[] = [];
  while (lines.length > 0) {
    if (lines[0]?.trim() === '') lines.shift();
    else blocks.push(nextBlock(lines));
  }
  return blocks;
};

export type Span = { readonly strong?: true; readonly code?: true; readonly text: string };

const marked = /\*\*([^*]+)\*\*|`([^`]+)`|(!?)\[([^\]]*)\]\([^)]*\)/g;

/** Bold and code; of a link only its words, of an image what it shows. */
export const spansOf = (text: string): readonly Span[] => {
  const spans: Span[] = [];
  let from = 0;
  for (const found of text.matchAll(marked)) {
    const [whole, strong, code, isImage = '', words = ''] = found;
    if (found.index > from) spans.push({ text: text.slice(from, found.index) });
    if (strong !== undefined) spans.push({ strong: true, text: strong });
    else if (code !== undefined) spans.push({ code: true, text: code });
    else spans.push({ text: isImage === '' ? words : `(plot in the folder of the model: ${words})` });
    from = found.index + whole.length;
  }
  if (from < text.length) spans.push({ text: text.slice(from) });
  return spans;
};
