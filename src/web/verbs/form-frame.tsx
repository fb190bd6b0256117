import {
  type KeyboardEvent,
  type ReactNode,
  type SubmitEvent,
  useEffect,
  useId,
  useRef,
  useState,
} from 'react';
import { Button } from '../kit/button.tsx';
import { text } from '../strings.ts';

type Props = {
  readonly title: string;
  readonly submit: string;
  readonly busy: boolean;
  readonly isComplete: boolean;
  /** why it cannot be sent now; what was written stays on the screen */
  readonly blocked: string | null;
  readonly missing?: string | undefined;
  readonly hint?: string | null;
  readonly onSubmit: () => void;
  readonly onCancel: () => void;
  readonly children: ReactNode;
};

const fields = 'input, textarea, .select-button';
const firstField = '[data-first] input, input:checked:enabled, .select-button:enabled, .input:enabled';

/** What all forms share: the title, the focus, Ctrl+Enter to send, Esc to leave, and why it cannot be sent. */
export const FormFrame = (props: Props) => {
  const { title, submit, busy, isComplete, blocked, hint, onSubmit, onCancel, children } = props;
  const form = useRef<HTMLFormElement>(null);
  const [tried, setTried] = useState(false);
  const id = useId();
  useEffect(() => form.current?.querySelector<HTMLElement>(firstField)?.focus(), []);
  const save = (event: SubmitEvent) => {
    event.preventDefault();
    setTried(!isComplete);
    if (isComplete && blocked === null) onSubmit();
  };
  // before a field takes Enter for itself
  const onKeyDownCapture = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    event.stopPropagation();
    form.current?.requestSubmit();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // a list that a field has opened is no part of the form
    if (!(event.target instanceof Node && form.current?.contains(event.target))) return;
    if (event.key !== 'Escape') return;
    event.preventDefault();
    if (event.target instanceof HTMLElement && event.target.matches(fields)) form.current?.focus();
    else onCancel();
  };
  return (
    <form
      className="form stack"
      ref={form}
      onSubmit={save}
      onKeyDownCapture={onKeyDownCapture}
      onKeyDown={onKeyDown}
      tabIndex={-1}
      aria-labelledby={`${id}-title`}
    >
      <h3 id={`${id}-title`}>{title}</h3>
      {blocked !== null && (
        <p className="blocked" role="alert">
          {blocked}
        </p>
      )}
      {children}
      {tried && !isComplete && (
        <p className="blocked" role="alert">
          {props.missing ?? text.form.missing}
        </p>
      )}
      {hint && <output className="hint">{hint}</output>}
      <div className="buttons">
        <Button type="submit" look="primary" isDisabled={busy || blocked !== null}>
          {busy ? text.form.saving : submit}
        </Button>
        <Button onPress={onCancel}>{text.cancel}</Button>
        <span className="muted small send-key">{text.form.sendKey}</span>
      </div>
    </form>
  );
};
