import type { ReactNode } from 'react';
import { Checkbox as AriaCheckbox } from 'react-aria-components/Checkbox';

type Props = {
  readonly isSelected: boolean;
  readonly onChange: (isSelected: boolean) => void;
  readonly isDisabled?: boolean;
  readonly isIndeterminate?: boolean;
  /** where no text stands beside it */
  readonly label?: string;
  readonly children?: ReactNode;
};

export const Checkbox = ({ label, children, ...props }: Props) => (
  <AriaCheckbox {...props} className="checkbox" {...(label === undefined ? {} : { 'aria-label': label })}>
    <span className="box" aria-hidden="true" />
    {children}
  </AriaCheckbox>
);
