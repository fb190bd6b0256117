import type { WorklistItemBody } from '../../contract/worklist.ts';
import { formatTime } from '../lib/times.ts';
import { text } from '../strings.ts';
import type { FormName } from '../use-desk.ts';

type Props = {
  item: WorklistItemBody;
  busy: boolean;
  form: FormName;
  onAcknowledge: () => void;
  onForm: (form: FormName) => void;
};

const { panel } = text;

export const mayAcknowledge = (item: WorklistItemBody): boolean => item.state === 'open';

const standing = (item: WorklistItemBody): string => {
  if (item.closedAt) return panel.closedBy(item.closedBy ?? text.none, formatTime(item.closedAt, 'dayTime'));
  if (!item.acknowledgedAt) return panel.waitsFor;
  const by = item.acknowledgedBy ?? text.none;
  const at = formatTime(item.acknowledgedAt, 'dayTime');
  return item.state === 'open' ? panel.backAfter(by, at) : panel.acknowledgedBy(by, at);
};

export const Actions = ({ item, busy, form, onAcknowledge, onForm }: Props) => (
  <div className="actions">
    {item.state !== 'closed' && (
      <div className="buttons">
        <button
          type="button"
          className="primary"
          disabled={busy || !mayAcknowledge(item)}
          onClick={onAcknowledge}
          aria-keyshortcuts="a"
        >
          {panel.acknowledge} <kbd>a</kbd>
        </button>
        <button
          type="button"
          aria-expanded={form === 'note'}
          onClick={() => onForm(form === 'note' ? null : 'note')}
          aria-keyshortcuts="n"
        >
          {panel.note} <kbd>n</kbd>
        </button>
        <button
          type="button"
          aria-expanded={form === 'close'}
          onClick={() => onForm(form === 'close' ? null : 'close')}
          aria-keyshortcuts="c"
        >
          {panel.closeItem} <kbd>c</kbd>
        </button>
      </div>
    )}
    <p className="muted">{standing(item)}</p>
  </div>
);
