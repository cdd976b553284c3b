import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import type { PageData } from '../reporters/html/page-data.ts';
import { stepsBetween } from './cells.ts';

/** The stages as steps to flip through, and what changed from one to the next. */
export function Stages({
  data,
  shown,
  current,
  choose,
}: {
  readonly data: PageData;
  /** Those that the filter asks for. */
  readonly shown: readonly number[];
  readonly current: number;
  readonly choose: (stage: number) => void;
}): JSX.Element {
  const { stages } = data;
  const stage = stages[current];
  const before = stages[current - 1];
  const steps = useMemo(() => stepsBetween(stage, before), [stage, before]);
  return (
    <div class="stages">
      <ol>
        {shown.map((index) => (
          <li key={index}>
            <button type="button" aria-current={index === current ? 'step' : undefined} onClick={() => choose(index)}>
              {stages[index]?.name}
            </button>
          </li>
        ))}
      </ol>
      {stage?.description === undefined ? undefined : <p>{stage.description}</p>}
      <p class="quiet">
        {stage?.counts}
        {stage?.timing === undefined ? '' : `; ${stage.timing}`}
        {before ? `; ${steps} ${steps === 1 ? 'flow differs' : 'flows differ'} from ${before.name}` : ''}
      </p>
    </div>
  );
}
