import type { ShapeBody } from '../../../contract/models.ts';
import { signed } from '../../lib/signed.ts';
import { riskWords as words } from '../../strings/risk.ts';
import { ShapePlot } from './shape-plot.tsx';

type Bin = ShapeBody['bins'][number];

/** Every bin in words, for whoever cannot point at the plot. */
const Bins = ({ bins, own }: { bins: readonly Bin[]; own: number | null }) => (
  <details className="small">
    <summary>{words.asTable}</summary>
    <table className="bins">
      <thead>
        <tr>
          <th scope="col">{words.binHead.value}</th>
          <th scope="col">{words.binHead.adds}</th>
          <th scope="col">{words.binHead.share}</th>
        </tr>
      </thead>
      <tbody>
        {bins.map(({ label, points, share }, i) => (
          <tr key={label} aria-current={i === own ? 'true' : undefined}>
            <th scope="row">{label}</th>
            <td>{signed(points)}</td>
            <td>{words.share(share)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  </details>
);

/** One feature's shape with the patient's own bin marked, also in words. */
export const ShapeFigure = ({ shape, own }: { shape: ShapeBody; own: number | null }) => {
  const mine = own === null ? undefined : shape.bins[own];
  return (
    <figure className="shape">
      <ShapePlot shape={shape} own={own} />
      <figcaption className="small muted">
        {mine && <span className="here">{words.here(mine.label, signed(mine.points), mine.share)}</span>}{' '}
        {words.shapeCaption}
      </figcaption>
      <Bins bins={shape.bins} own={own} />
    </figure>
  );
};
