import type { JSX, TargetedKeyboardEvent } from 'preact';
import { useState } from 'preact/hooks';
import type { PageData } from '../reporters/html/page-data.ts';
import { ArrowPath } from './arrow-path.tsx';
import { arrowsOf, type Arrow } from './arrows.ts';
import type { MatrixModel } from './matrix-model.ts';

/** More than that is a tangle. */
const maxArrows = 400;

/** What gets through, and what differs, as arrows between boxes; Tab leads to one of them, arrow keys from one to the next. */
export function Graph({
  data,
  model,
  open,
}: {
  readonly data: PageData;
  readonly model: MatrixModel;
  readonly open: (cell: number) => void;
}): JSX.Element {
  const [active, setActive] = useState('');
  const { width, height, groups, nodes } = data.graph;
  const arrows = arrowsOf(data, model);
  if (arrows.length > maxArrows) {
    return <p>{arrows.length} arrows are too many to be told apart: filter them, for instance by a namespace.</p>;
  }
  // What is drawn last lies on top.
  const calmFirst = arrows.toSorted((a, b) => Number(a.mark !== 'allowed') - Number(b.mark !== 'allowed'));
  const current =
    calmFirst.find((arrow) => keyOf(arrow) === active) ?? calmFirst.find(({ mark }) => mark !== 'allowed') ?? arrows[0];
  return (
    <div class="graph" tabIndex={current ? undefined : 0} role="group" aria-label="Graph">
      <svg
        role="group"
        aria-label={`${nodes.length} boxes, ${arrows.length} arrows; arrow keys lead from one arrow to the next`}
        width={width}
        height={height}
        viewBox={`0 0 ${width} ${height}`}
        onKeyDown={move}
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
          <ArrowPath
            key={keyOf(arrow)}
            arrow={arrow}
            nodes={nodes}
            isCurrent={arrow === current}
            take={() => setActive(keyOf(arrow))}
            open={() => open(arrow.cell)}
          />
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

function keyOf({ from, to }: Arrow): string {
  return `${from} ${to}`;
}

const steps: Readonly<Record<string, number>> = {
  ArrowRight: 1,
  ArrowDown: 1,
  ArrowLeft: -1,
  ArrowUp: -1,
  Home: -Infinity,
  End: Infinity,
};

/** Hands the focus to another arrow. */
function move(event: TargetedKeyboardEvent<SVGSVGElement>): void {
  const step = steps[event.key];
  if (step === undefined) return;
  event.preventDefault();
  const all = [...event.currentTarget.querySelectorAll<SVGElement>('.arrow')];
  const next = all.findIndex((one) => one === event.target) + step;
  all.at(Math.max(0, Math.min(next, all.length - 1)))?.focus();
}
