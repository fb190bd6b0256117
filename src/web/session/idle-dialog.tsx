import { Button } from '../kit/button.tsx';
import { Dialog } from '../kit/dialog.tsx';
import { text } from '../strings.ts';
import { session } from './session.ts';
import type { SignedIn } from './session-store.ts';
import { useIdle } from './use-idle.ts';

const { idle: words } = text;

/** Nothing until a minute before the end; then the question whether anybody is there. */
export const IdleDialog = ({ signedIn }: { readonly signedIn: SignedIn }) => {
  const secondsLeft = useIdle(signedIn);
  if (secondsLeft === null) return null;
  const stay = () => void session.stayActive();
  return (
    <Dialog title={words.title} onClose={stay} isUrgent>
      <div className="stack">
        <p>
          {words.why} <span className="seconds">{words.left(secondsLeft)}</span>
        </p>
        <div className="buttons">
          <Button look="primary" autoFocus onPress={stay}>
            {words.stay}
          </Button>
          <Button onPress={() => void session.signOut()}>{text.account.signOut}</Button>
        </div>
      </div>
    </Dialog>
  );
};
