import { Button } from '../kit/button.tsx';
import type { View } from '../lib/views.ts';
import { text } from '../strings.ts';
import type { Desk } from '../use-desk.ts';

type Props = { readonly desk: Desk; readonly first: View };

/** Stands where somebody asked for a page that her account may not see. */
export const NotYours = ({ desk, first }: Props) => (
  <main className="empty" id="worklist" tabIndex={-1}>
    <p role="alert">{text.views.notYours(text.views[desk.place.view])}</p>
    <p>
      <Button onPress={() => desk.go({ view: first, item: '', patient: '' })}>
        {text.views.toFirst(text.views[first])}
      </Button>
    </p>
  </main>
);
