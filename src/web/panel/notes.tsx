import type { WorklistItemBody } from '../../contract/worklist.ts';
import { formatTime } from '../lib/times.ts';
import { text } from '../strings.ts';

export const Notes = ({ item }: { item: WorklistItemBody }) => (
  <section aria-labelledby="notes-title">
    <h3 id="notes-title">{text.notes.title}</h3>
    {item.notes.length === 0 && <p className="muted">{text.notes.none}</p>}
    <ul className="notes">
      {item.notes.map(note => (
        <li key={note.id}>
          <p className="note-text">{note.text}</p>
          <p className="muted small">
            {note.by}, <time dateTime={note.at}>{formatTime(note.at, 'full')}</time>
          </p>
        </li>
      ))}
    </ul>
  </section>
);
