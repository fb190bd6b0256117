import { type ReactNode, useId } from 'react';

type Props = {
  readonly label: string;
  readonly help?: string;
  /** what is wrong with it */
  readonly wrong: string | null;
  readonly children: (attributes: {
    id: string;
    'aria-invalid': boolean;
    'aria-describedby': string | undefined;
  }) => ReactNode;
};

/** A labelled control with what helps and what is wrong right below it. */
export const SettingsField = ({ label, help, wrong, children }: Props) => {
  const id = useId();
  const below = [help && `${id}-help`, wrong && `${id}-wrong`].filter(Boolean).join(' ');
  return (
    <div className="choice">
      <label htmlFor={id}>{label}</label>
      {children({ id, 'aria-invalid': wrong !== null, 'aria-describedby': below || undefined })}
      {help && (
        <span className="muted small" id={`${id}-help`}>
          {help}
        </span>
      )}
      {wrong && (
        <span className="wrong small" id={`${id}-wrong`} role="alert">
          {wrong}
        </span>
      )}
    </div>
  );
};
