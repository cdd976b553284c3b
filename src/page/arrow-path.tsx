import type { JSX } from 'preact';
import { useContext } from 'preact/hooks';
import type { PageGraph } from '../reporters/html/page-data.ts';
import { headOf, middleOf, type Arrow } from './arrows.ts';
import { Meanings } from './look.ts';

/** An arrow of the graph with its ports, and with what it is where that is not as it should be. */
export function ArrowPath({
  arrow,
  nodes,
  isCurrent,
  take,
  open,
}: {
  readonly arrow: Arrow;
  readonly nodes: PageGraph['nodes'];
  /** Tab leads to it. */
  readonly isCurrent: boolean;
  /** It has the focus. */
  readonly take: () => void;
  readonly open: () => void;
}): JSX.Element {
  const meanings = useContext(Meanings);
  const { from, to, mark, ports, points } = arrow;
  const { x, y } = middleOf(points);
  const label = ports.length > 3 ? `${ports.length} ports` : ports.join(', ');
  return (
    <g
      class={`arrow is-${mark}`}
      role="button"
      tabindex={isCurrent ? 0 : -1}
      onFocus={take}
      onClick={open}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' && event.key !== ' ') return;
        event.preventDefault();
        open();
      }}
    >
      <title>{`${nodes[from]?.label} → ${nodes[to]?.label}: ${ports.join(', ')}, ${meanings[mark]}`}</title>
      <polyline points={points.map((point) => `${point.x},${point.y}`).join(' ')} />
      <polygon points={headOf(points)} />
      <text x={x} y={y - 4} text-anchor="middle">
        {mark === 'allowed' ? label : `${mark.toUpperCase()} ${label}`}
      </text>
    </g>
  );
}
