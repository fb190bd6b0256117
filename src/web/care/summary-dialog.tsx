import { useRef, useState } from 'react';
import type { SummaryBody } from '../../contract/summary.ts';
import { Button } from '../kit/button.tsx';
import { Dialog } from '../kit/dialog.tsx';
import { formatTime } from '../lib/times.ts';
import { useResource } from '../lib/use-resource.ts';
import { ProblemBox } from '../shell/problem-box.tsx';
import { careWords } from '../strings/care.ts';
import { text } from '../strings.ts';
import type { Subject } from '../verbs/subject.ts';
import { patientPath } from './care-props.ts';

const { summary: words } = careWords;
const names = ['situation', 'background', 'assessment', 'recommendation'] as const;

const Sections = ({ sections }: Pick<SummaryBody, 'sections'>) =>
  names.map(name => (
    <section key={name} className="sbar">
      <h3>{words.sections[name]}</h3>
      <ul>
        {sections[name].map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines may repeat and never move
          <li key={index}>{line}</li>
        ))}
      </ul>
    </section>
  ));

/** Copies the text; where the browser forbids that, marks it for Ctrl+C. */
const useCopy = (summary: SummaryBody | null) => {
  const [said, setSaid] = useState('');
  const field = useRef<HTMLTextAreaElement>(null);
  const copy = async () => {
    if (summary === null) return;
    try {
      await navigator.clipboard.writeText(summary.text);
      setSaid(words.copied);
    } catch {
      field.current?.select();
      setSaid(words.notCopied);
    }
  };
  return { said, field, copy };
};

/** The patient's state in SBAR form, to read and to copy into another record. */
export const SummaryDialog = ({
  subject,
  onClose,
}: {
  readonly subject: Subject;
  readonly onClose: () => void;
}) => {
  const { value, problem, reload } = useResource<SummaryBody>(patientPath(subject, 'summary'), 0);
  const { said, field, copy } = useCopy(value);
  return (
    <Dialog title={words.title} onClose={onClose} width="wide">
      <div className="stack">
        {problem && <ProblemBox title={careWords.failed} problem={problem} onRetry={reload} />}
        {!value && !problem && <p className="muted">{text.loading}</p>}
        <div className="buttons">
          <Button look="primary" isDisabled={value === null} onPress={() => void copy()}>
            {words.copy}
          </Button>
          <Button onPress={onClose}>{words.close}</Button>
          <output className="notice">{said}</output>
        </div>
        {value && (
          <>
            <p className="muted small">{words.asOf(formatTime(value.asOf, 'full'))}</p>
            <Sections sections={value.sections} />
            <details>
              <summary>{words.label}</summary>
              <textarea ref={field} readOnly rows={12} value={value.text} aria-label={words.label} />
            </details>
          </>
        )}
      </div>
    </Dialog>
  );
};
