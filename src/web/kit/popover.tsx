import type { ReactNode } from 'react';
import { Dialog as AriaDialog, DialogTrigger } from 'react-aria-components/Dialog';
import { Popover as AriaPopover } from 'react-aria-components/Popover';

type Props = {
  /** the button that opens it */
  readonly trigger: ReactNode;
  readonly label: string;
  readonly children: ReactNode | ((close: () => void) => ReactNode);
};

/** A small piece of the page beside the button that opened it; Esc and a click elsewhere close it. */
export const Popover = ({ trigger, label, children }: Props) => (
  <DialogTrigger>
    {trigger}
    <AriaPopover className="popover" placement="bottom end" offset={4}>
      <AriaDialog className="popover-body" aria-label={label}>
        {({ close }) => (typeof children === 'function' ? children(close) : children)}
      </AriaDialog>
    </AriaPopover>
  </DialogTrigger>
);
