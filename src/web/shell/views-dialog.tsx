import { type SubmitEvent, useState } from 'react';
import type { SavedViewBody } from '../../contract/views.ts';
import { Button } from '../kit/button.tsx';
import { Checkbox } from '../kit/checkbox.tsx';
import { Dialog } from '../kit/dialog.tsx';
import { TextField } from '../kit/text-field.tsx';
import type { Place } from '../lib/place.ts';
import { useAct } from '../lib/use-act.ts';
import { viewOfPlace } from '../lib/worklist-filter.ts';
import { text } from '../strings.ts';
import { OutcomeBar } from '../views/outcome-bar.tsx';

const { saved: words } = text;

const whose = ({ mine, shared, by }: SavedViewBody): string => {
  if (!mine) return words.by(by);
  return shared ? words.ownShared : words.own;
};

type Props = {
  readonly views: readonly SavedViewBody[];
  readonly place: Place;
  readonly actorName: string;
  readonly onChanged: () => void;
  readonly onClose: () => void;
};

/** Saves what is filtered now, shares it, and deletes one's own. */
export const ViewsDialog = ({ views, place, actorName, onChanged, onClose }: Props) => {
  const { busy, outcome, act } = useAct({ onRefused: onChanged });
  const [name, setName] = useState('');
  const [shared, setShared] = useState(false);
  const save = async (event: SubmitEvent) => {
    event.preventDefault();
    const body = { name, shared, query: viewOfPlace(place, actorName) };
    const done = await act<SavedViewBody>(
      { method: 'POST', path: 'views', body },
      { about: '', notice: view => words.saved(view.name) },
    );
    if (done === null) return;
    setName('');
    onChanged();
  };
  const remove = async (view: SavedViewBody) => {
    const path = `views/${encodeURIComponent(view.id)}`;
    const told = { about: '', notice: () => words.removed(view.name) };
    if ((await act({ method: 'DELETE', path, body: null }, told)) !== null) onChanged();
  };
  return (
    <Dialog title={words.title} onClose={onClose} width="middle">
      <form className="form stack" onSubmit={event => void save(event)}>
        <TextField label={words.name} value={name} onChange={setName} maxLength={60} />
        <Checkbox isSelected={shared} onChange={setShared}>
          {words.share}
        </Checkbox>
        <div className="buttons">
          <Button look="primary" type="submit" isDisabled={busy || name.trim() === ''}>
            {words.save}
          </Button>
          <Button onPress={onClose}>{words.close}</Button>
        </div>
      </form>
      <OutcomeBar outcome={outcome} />
      {views.length === 0 ? (
        <p className="muted">{words.empty}</p>
      ) : (
        <ul className="saved-views">
          {views.map(view => (
            <li key={view.id}>
              <strong>{view.name}</strong> <span className="muted">{whose(view)}</span>{' '}
              {view.mine && (
                <Button
                  aria-label={words.removeNamed(view.name)}
                  isDisabled={busy}
                  onPress={() => void remove(view)}
                >
                  {words.remove}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
    </Dialog>
  );
};
