import { useState } from 'react';
import type { CoverageBody } from '../../../contract/coverage.ts';
import { Button } from '../../kit/button.tsx';
import { lazily } from '../../lib/lazily.tsx';
import { usePermission } from '../../session/session.ts';
import { leadWords } from '../../strings/lead.ts';

const { edit: words } = leadWords.coverage;

const ShiftsDialog = lazily(async () => (await import('./shifts-dialog.tsx')).ShiftsDialog);

export type ChangeShiftsProps = {
  readonly coverage: CoverageBody;
  readonly name: string;
  readonly onChanged: () => void;
};

/** The way to the shifts' form, for whoever plans them, and what came of it. */
export const ChangeShifts = ({ coverage, name, onChanged }: ChangeShiftsProps) => {
  const [isOpen, setOpen] = useState(false);
  const [notice, setNotice] = useState('');
  if (!usePermission('programs:write')) return null;
  return (
    <div className="buttons">
      <Button
        small
        aria-haspopup="dialog"
        aria-label={words.openNamed(name)}
        onPress={() => {
          setNotice('');
          setOpen(true);
        }}
      >
        {words.open}
      </Button>
      <output className="notice">{notice}</output>
      {isOpen && (
        <ShiftsDialog
          coverage={coverage}
          name={name}
          onSaved={said => {
            setOpen(false);
            setNotice(said);
            onChanged();
          }}
          onRefused={onChanged}
          onClose={() => setOpen(false)}
        />
      )}
    </div>
  );
};
