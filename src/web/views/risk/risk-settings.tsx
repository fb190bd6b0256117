import { type SubmitEvent, useState } from 'react';
import type { RiskSettingsBody } from '../../../contract/risk.ts';
import type { Problem } from '../../lib/api.ts';
import { Dialog } from '../../shell/dialog.tsx';
import { ProblemBox } from '../../shell/problem-box.tsx';
import { riskWords } from '../../strings/risk.ts';
import { text } from '../../strings.ts';
import type { Desk } from '../../use-desk.ts';
import { useListAct } from '../use-list-act.ts';
import { draftOf, readDraft } from './settings-draft.ts';
import { type Field, fields, SettingsFields } from './settings-fields.tsx';

const { settings: words } = riskWords;

const fieldOf = (named: string | undefined): Field | null =>
  fields.find(field => named === field || named?.startsWith(`${field}.`)) ?? null;

const sentenceOf = ({ detail, remedy }: Problem): string => (remedy ? `${detail} ${remedy}.` : detail);

type Asked = { field: string | undefined; message: string } | null;

type Props = {
  readonly desk: Desk;
  readonly settings: RiskSettingsBody;
  readonly onSaved: (settings: RiskSettingsBody) => void;
  readonly onClose: () => void;
};

/** How a program cuts its ranking and what it ranks on, for its lead; what is refused stands at its field. */
export const RiskSettings = ({ desk, settings, onSaved, onClose }: Props) => {
  const [draft, setDraft] = useState(() => draftOf(settings));
  const [local, setLocal] = useState<Asked>(null);
  const { busy, outcome, act } = useListAct(desk, 'risk');
  const refused = outcome?.ok === false ? outcome.problem : null;
  const wrong: Asked = local ?? (refused && { field: refused.field, message: sentenceOf(refused) });
  const place = fieldOf(wrong?.field);
  const save = async (event: SubmitEvent) => {
    event.preventDefault();
    const read = readDraft(draft, settings);
    setLocal(read.ok ? null : read.wrong);
    if (!read.ok) return;
    const path = `programs/${encodeURIComponent(settings.programId)}/risk-settings`;
    const saved = await act<RiskSettingsBody>(
      { method: 'PUT', path, body: read.body },
      { about: settings.programId, notice: () => words.saved },
    );
    if (saved === null) return;
    onSaved(saved);
    onClose();
  };
  const name = desk.programNames.get(settings.programId) ?? settings.programId;
  return (
    <Dialog title={words.title(name)} onClose={onClose}>
      <form className="stack risk-settings" noValidate onSubmit={event => void save(event)}>
        {wrong && refused && place === null && <ProblemBox problem={refused} />}
        <SettingsFields
          draft={draft}
          settings={settings}
          wrongAt={field => (wrong && place === field ? wrong.message : null)}
          onChange={setDraft}
        />
        <div className="buttons">
          <button type="submit" className="primary" disabled={busy}>
            {words.submit}
          </button>
          <button type="button" onClick={onClose}>
            {text.cancel}
          </button>
        </div>
      </form>
    </Dialog>
  );
};
