import type { ReactNode } from 'react';
import { Switch as AriaSwitch } from 'react-aria-components/Switch';

type Props = {
  readonly isSelected: boolean;
  readonly onChange: (isSelected: boolean) => void;
  readonly isDisabled?: boolean;
  readonly children: ReactNode;
};

/** Something that is on or off at once, without saving. */
export const Switch = ({ children, ...props }: Props) => (
  <AriaSwitch {...props} className="switch">
    <span className="track" aria-hidden="true" />
    {children}
  </AriaSwitch>
);
