import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import type { PageData } from '../reporters/html/page-data.ts';
import { cellsNamed } from './cells.ts';
import { Details } from './details.tsx';
import { FoldedFlows } from './folded-flows.tsx';
import type { MatrixModel } from './matrix-model.ts';

/** What is known of the cell of that name: of its flow, or which flows there are in it that the filter asks for. */
export function Opened({
  data,
  stage,
  model,
  name,
  open,
  close,
}: {
  readonly data: PageData;
  readonly stage: number;
  readonly model: MatrixModel;
  readonly name: string;
  readonly open: (cell: number) => void;
  readonly close: () => void;
}): JSX.Element | undefined {
  const named = useMemo(() => new Set(cellsNamed(data, name)), [data, name]);
  const [one] = named;
  if (one === undefined) return undefined;
  if (named.size === 1) return <Details data={data} stage={stage} cell={one} close={close} />;
  const cells = model.cells().filter(({ cell }) => named.has(cell));
  return <FoldedFlows data={data} title={name.replace('>', ' → ')} cells={cells} open={open} close={close} />;
}
