import { useState } from 'react';
import type { ModelBody, ModelDetailBody, ShapeBody } from '../../../contract/models.ts';
import type { PageOf } from '../../lib/api.ts';
import { signed } from '../../lib/signed.ts';
import { useResource } from '../../lib/use-resource.ts';
import { ShapePlot } from '../../panel/risk/shape-plot.tsx';
import { rangeOf } from '../../panel/risk/shape-scale.ts';
import { Dialog } from '../../shell/dialog.tsx';
import { ProblemBox } from '../../shell/problem-box.tsx';
import { riskWords as words } from '../../strings/risk.ts';
import { text } from '../../strings.ts';
import { ModelCard } from './model-card.tsx';

const Shapes = ({ note, shapes }: { note: string; shapes: readonly ShapeBody[] }) => {
  const range = rangeOf(shapes);
  return (
    <>
      <h3>{words.shapes}</h3>
      <p className="muted small">{note}</p>
      <ul className="shapes">
        {shapes.map(shape => (
          <li key={shape.id}>
            <figure>
              <figcaption className="small">{shape.label}</figcaption>
              <ShapePlot shape={shape} own={null} range={range} />
            </figure>
          </li>
        ))}
      </ul>
    </>
  );
};

/** The deterioration score leaves out what its base holds. */
const noteOn = ({ id, base }: ModelDetailBody): string =>
  id === 'deterioration' ? words.shapesOfStable : words.shapesNote(signed(base));

const Model = ({ model }: { model: ModelBody }) => {
  const path = model.unavailable === null ? `models/${encodeURIComponent(model.id)}` : null;
  const { value, problem, reload } = useResource<ModelDetailBody>(path, 0);
  if (model.unavailable !== null) return <p className="caution">{words.unavailable(model.unavailable)}</p>;
  if (problem) return <ProblemBox problem={problem} onRetry={reload} />;
  if (value === null) return <p className="muted">{text.loading}</p>;
  return (
    <>
      <p className="muted small">
        {words.aboutOne(value.title, value.version ?? '')}. {value.source}
      </p>
      {value.card === null ? <p className="muted">{words.noCard}</p> : <ModelCard card={value.card} />}
      <Shapes note={noteOn(value)} shapes={value.shapes} />
    </>
  );
};

/** Each model's card and all its shapes. */
export const AboutModels = ({ onClose }: { onClose: () => void }) => {
  const { value, problem, reload } = useResource<PageOf<ModelBody>>('models', 0);
  const [chosen, setChosen] = useState<string | null>(null);
  const models = value?.items ?? [];
  const model = models.find(({ id }) => id === chosen) ?? models[0];
  return (
    <Dialog title={words.about} onClose={onClose}>
      <div className="about-models stack">
        <div className="section-head">
          <fieldset className="ranges" aria-label={words.models}>
            {models.map(({ id, title }) => (
              <button key={id} type="button" aria-pressed={id === model?.id} onClick={() => setChosen(id)}>
                {title}
              </button>
            ))}
          </fieldset>
          <button type="button" onClick={onClose}>
            {words.close}
          </button>
        </div>
        {problem && <ProblemBox problem={problem} onRetry={reload} />}
        {model && <Model key={model.id} model={model} />}
      </div>
    </Dialog>
  );
};
