import { useState } from 'react';
import type { SavedViewBody } from '../../contract/views.ts';
import { Button } from '../kit/button.tsx';
import { Select } from '../kit/select.tsx';
import type { PageOf } from '../lib/api.ts';
import { lazily } from '../lib/lazily.tsx';
import type { Place } from '../lib/place.ts';
import { useResource } from '../lib/use-resource.ts';
import { filterOf, placeOfView } from '../lib/worklist-filter.ts';
import { text } from '../strings.ts';

const { saved: words } = text;

const ViewsDialog = lazily(async () => (await import('./views-dialog.tsx')).ViewsDialog);

type Props = {
  readonly place: Place;
  readonly actorName: string;
  readonly go: (change: Partial<Place>) => void;
};

/** The view whose filters are those of the place, if there is one. */
const viewShown = (views: readonly SavedViewBody[], place: Place, actorName: string): string => {
  const now = JSON.stringify(filterOf(place, actorName));
  const same = (view: SavedViewBody) =>
    JSON.stringify(filterOf({ ...place, ...placeOfView(view.query, actorName) }, actorName)) === now;
  return views.find(same)?.id ?? '';
};

/** Filters under a name: chosen here; saved, shared and deleted in a dialog. */
export const SavedViews = ({ place, actorName, go }: Props) => {
  const [turn, setTurn] = useState(0);
  const [isOpen, setOpen] = useState(false);
  const views = useResource<PageOf<SavedViewBody>>('views', turn).value?.items ?? [];
  const shown = viewShown(views, place, actorName);
  const choose = (id: string) => go(placeOfView(views.find(view => view.id === id)?.query ?? {}, actorName));
  return (
    <>
      {views.length > 0 && (
        <Select
          label={words.label}
          isLabelHidden
          isSmall
          isSet={shown !== ''}
          value={shown}
          onChange={choose}
          choices={[
            { value: '', label: words.none },
            ...views.map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
      )}
      <Button className="small" aria-haspopup="dialog" onPress={() => setOpen(true)}>
        {words.manage}
      </Button>
      {isOpen && (
        <ViewsDialog
          views={views}
          place={place}
          actorName={actorName}
          onChanged={() => setTurn(now => now + 1)}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
};
