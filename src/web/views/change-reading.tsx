import { type KeyboardEvent, useEffect, useRef } from 'react';
import { describeValue } from '../chart/describe.ts';
import { fullName } from '../list/line.tsx';
import { usePreferences } from '../session/session.ts';
import { text } from '../strings.ts';
import { type ChoicesProps, ReadingChoices } from './reading-choices.tsx';

type Props = Omit<ChoicesProps, 'mayAccept' | 'onDone' | 'onCancel'> & { readonly onClose: () => void };

/** The way back from what was said of a reading; the focus returns to where it came from. */
export const ChangeReading = ({ onClose, ...props }: Props) => {
  const units = usePreferences();
  const box = useRef<HTMLFieldSetElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    box.current?.querySelector('button')?.focus();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  const onKeyDown = (event: KeyboardEvent) => {
    const isOfDialog = event.target instanceof Element && event.target.closest('dialog') !== null;
    if (event.key !== 'Escape' || event.defaultPrevented || isOfDialog) return;
    event.preventDefault();
    onClose();
  };
  return (
    <fieldset className="answer change" ref={box} onKeyDown={onKeyDown}>
      <legend>
        {text.resolutions.changeTitle(describeValue(props.reading, units), fullName(props.patient))}
      </legend>
      <ReadingChoices {...props} onDone={onClose} onCancel={onClose} />
    </fieldset>
  );
};
