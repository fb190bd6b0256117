import type { RejectedMessageBody } from '../../../contract/ingest.ts';
import { useResource } from '../../lib/use-resource.ts';
import { ProblemBox } from '../../shell/problem-box.tsx';
import { text } from '../../strings.ts';

const { rejected: words } = text;

const perRow = 16;

/** Sixteen bytes a row, as a developer reads them. */
const hexRows = (base64: string): string => {
  const bytes = [...atob(base64)].map(char => char.charCodeAt(0).toString(16).padStart(2, '0'));
  const rows = Array.from({ length: Math.ceil(bytes.length / perRow) }, (_, row) =>
    bytes.slice(row * perRow, (row + 1) * perRow).join(' '),
  );
  return rows.join('\n');
};

/** What was sent: as text where it is text, else byte by byte. */
export const Bytes = ({ id, turn }: { id: string; turn: number }) => {
  const { value, problem, reload } = useResource<RejectedMessageBody>(
    `rejected/${encodeURIComponent(id)}`,
    turn,
  );
  if (problem) return <ProblemBox problem={problem} onRetry={reload} />;
  if (value === null) return <p className="muted">{text.loading}</p>;
  return (
    <div className="bytes">
      {value.text === null && <p className="muted small">{words.notText}</p>}
      <pre>{value.text ?? hexRows(value.base64)}</pre>
      {value.truncated && <p className="muted small">{words.cut}</p>}
    </div>
  );
};
