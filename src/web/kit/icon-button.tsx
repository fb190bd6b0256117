import { Button, type ButtonProps } from './button.tsx';
import { Tooltip } from './tooltip.tsx';

type Props = Omit<ButtonProps, 'aria-label'> & {
  /** what it does, for those who do not see the icon; also its tooltip */
  readonly label: string;
};

export const IconButton = ({ label, className = '', ...props }: Props) => (
  <Tooltip text={label}>
    <Button {...props} aria-label={label} className={`icon-button ${className}`} />
  </Tooltip>
);
