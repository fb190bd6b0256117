import type { MyMinutesBody } from '../../contract/minutes.ts';
import { ActOutcome } from '../care/section.tsx';
import { useCareAct } from '../care/use-care-act.ts';
import { Button } from '../kit/button.tsx';
import { Dialog } from '../kit/dialog.tsx';
import { usePages } from '../lib/use-pages.ts';
import { fullName } from '../list/line.tsx';
import { ProblemBox } from '../shell/problem-box.tsx';
import { callWords } from '../strings/call.ts';
import { text } from '../strings.ts';
import type { Desk } from '../use-desk.ts';
import { MinutesEntry } from './minutes-entry.tsx';

const { minutes: words } = callWords;

/** One's own time of all patients that waits for approval, as at the end of a day. */
export const WaitingDialog = ({ desk, onClose }: { readonly desk: Desk; readonly onClose: () => void }) => {
  const pages = usePages<MyMinutesBody>('minutes', { state: 'waiting' }, desk.turns.patient);
  const { items, problem, reload, more, loadMore, loadingMore } = pages;
  const act = useCareAct(desk);
  return (
    <Dialog title={words.allTitle} onClose={onClose} width="middle">
      <div className="stack care-section">
        <ActOutcome act={act} />
        {problem && <ProblemBox problem={problem} onRetry={reload} />}
        {items === null && !problem && <p className="muted">{text.loading}</p>}
        {items?.length === 0 && <p className="muted">{words.allNone}</p>}
        <ul className="notes">
          {items?.map(entry => (
            <MinutesEntry
              key={`${entry.id} ${entry.version}`}
              entry={entry}
              about={fullName(entry.patient)}
              desk={desk}
              act={act}
            />
          ))}
        </ul>
        <div className="buttons">
          {more && (
            <Button isDisabled={loadingMore} onPress={loadMore}>
              {words.allMore}
            </Button>
          )}
          <Button onPress={onClose}>{text.help.close}</Button>
        </div>
      </div>
    </Dialog>
  );
};
