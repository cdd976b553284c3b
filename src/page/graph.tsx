import type { JSX } from 'preact';
import { useContext } from 'preact/hooks';
import type { PageData } from '../reporters/html/page-data.ts';
import { arrowsOf, headOf, middleOf, type Arrow } from './arrows.ts';
import { Meanings } from './look.ts';
import type { MatrixModel } from './matrix-model.ts';

/** More than that is a tangle. */
const maxArrows = 400;

/** What gets through, and what differs, as arrows between boxes; all of it is in the matrix as well, for who sees no picture. */
export function Graph({
  data,
  model,
  open,
}: {
  readonly data: PageData;
  readonly model: MatrixModel;
  readonly open: (cell: number) => void;
}): JSX.Element {
  const { width, height, groups, nodes } = data.graph;
  const arrows = arrowsOf(data, model);
  if (arrows.length > maxArrows) {
    return <p>{arrows.length} arrows are too many to be told apart: filter them, for instance by a namespace.</p>;
  }
  const calmFirst = arrows.toSorted((a, b) => Number(a.mark !== 'allowed') - Number(b.mark !== 'allowed'));
  return (
    <div class="graph" tabIndex={0} role="group" aria-label="Graph">
      <svg
        role="img"
        aria-label={`${nodes.length} boxes, ${arrows.length} arrows; the matrix has the same as text`}
        width={width}
        height={height}
        viewBox={`0 0 ${width} ${height}`}
      >
        {groups.map(({ label, x, y, width: w, height: h }) => (
          <g key={label} class="group">
            <rect x={x} y={y} width={w} height={h} rx={6} />
            <text x={x + 8} y={y + 16}>
              {label}
            </text>
          </g>
        ))}
        {calmFirst.map((arrow) => (
          <ArrowPath key={`${arrow.from} ${arrow.to}`} arrow={arrow} data={data} open={open} />
        ))}
        {nodes.map(({ label, x, y, width: w, height: h }, index) => (
          <g key={index} class="node">
            <rect x={x} y={y} width={w} height={h} rx={4} />
            <text x={x + w / 2} y={y + h / 2 + 5} text-anchor="middle">
              {label}
            </text>
          </g>
        ))}
      </svg>
    </div>
  );
}

function ArrowPath({
  arrow,
  data,
  open,
}: {
  readonly arrow: Arrow;
  readonly data: PageData;
  readonly open: (cell: number) => void;
}): JSX.Element {
  const meanings = useContext(Meanings);
  const { from, to, mark, ports, cell, points } = arrow;
  const { nodes } = data.graph;
  const { x, y } = middleOf(points);
  const label = ports.length > 3 ? `${ports.length} ports` : ports.join(', ');
  return (
    <g class={`arrow is-${mark}`} onClick={() => open(cell)}>
      <title>{`${nodes[from]?.label} → ${nodes[to]?.label}:${ports.join(', ')}: ${meanings[mark]}`}</title>
      <polyline points={points.map((point) => `${point.x},${point.y}`).join(' ')} />
      <polygon points={headOf(points)} />
      <text x={x} y={y - 4} text-anchor="middle">
        {mark === 'allowed' ? label : `${mark.toUpperCase()} ${label}`}
      </text>
    </g>
  );
}
