import { Button } from '../kit/button.tsx';
import { text } from '../strings.ts';

type Props = {
  readonly title: string;
  readonly why: string;
  readonly submit: string;
  readonly busy: boolean;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
};

/** One more question before something is taken away. */
export const Confirm = ({ title, why, submit, busy, onConfirm, onClose }: Props) => (
  <fieldset className="confirm">
    <legend>{title}</legend>
    <p>{why}</p>
    <div className="buttons">
      <Button small look="danger" isDisabled={busy} onPress={onConfirm} autoFocus>
        {submit}
      </Button>
      <Button small onPress={onClose}>
        {text.cancel}
      </Button>
    </div>
  </fieldset>
);
