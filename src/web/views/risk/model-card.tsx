import { type Block, blocksOf, type Span, spansOf } from './markdown.ts';

const Spans = ({ text }: { text: string }) =>
  spansOf(text).map((span: Span, i) => {
    const key = `${i} ${span.text}`;
    if (span.strong) return <strong key={key}>{span.text}</strong>;
    return span.code ? <code key={key}>{span.text}</code> : <span key={key}>{span.text}</span>;
  });

const Table = ({ rows: [head = [], ...rest] }: { rows: readonly (readonly string[])[] }) => (
  <div className="wide">
    <table>
      <thead>
        <tr>
          {head.map(cell => (
            <th key={cell} scope="col">
              <Spans text={cell} />
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rest.map(cells => (
          <tr key={cells.join(' ')}>
            {cells.map((cell, i) => (
              <td key={`${head[i]} ${cell}`}>
                <Spans text={cell} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  </div>
);

const Part = ({ block }: { block: Block }) => {
  switch (block.kind) {
    case 'heading':
      return block.level < 3 ? (
        <h4>
          <Spans text={block.text} />
        </h4>
      ) : (
        <h5>
          <Spans text={block.text} />
        </h5>
      );
    case 'paragraph':
      return (
        <p>
          <Spans text={block.text} />
        </p>
      );
    case 'list':
      return (
        <ul>
          {block.items.map(item => (
            <li key={item}>
              <Spans text={item} />
            </li>
          ))}
        </ul>
      );
    case 'table':
      return <Table rows={block.rows} />;
    case 'code':
      return <pre>{block.text}</pre>;
  }
};

/** A model's card; nothing in it can be more than text. */
export const ModelCard = ({ card }: { card: string }) => (
  <div className="model-card">
    {blocksOf(card).map((block, i) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: a card never changes while it is shown
      <Part key={i} block={block} />
    ))}
  </div>
);
