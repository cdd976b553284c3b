import type { JSX } from 'preact';
import { useContext } from 'preact/hooks';
import type { PageData } from '../reporters/html/page-data.ts';
import { Facts } from './facts.tsx';
import { Meanings, symbols } from './look.ts';
import { Remedy } from './remedy.tsx';

/** What is not as expected, each with its evidence; the first of them open. */
export function Findings({
  data,
  open,
}: {
  readonly data: PageData;
  /** Shows a finding's flow in the matrix. */
  readonly open: (stage: number, cell: number) => void;
}): JSX.Element | undefined {
  const meanings = useContext(Meanings);
  const { findings, since } = data;
  if (findings.length === 0) return undefined;
  return (
    <section class="findings" aria-labelledby="findings">
      <h2 id="findings">{since === undefined ? 'What differs' : 'What changed, and what still differs'}</h2>
      {findings.map(({ title, mark, facts, diff, command, stage, cell }, index) => (
        <details key={index} open={index < 3}>
          <summary>
            <span class={`mark ${mark}`} title={meanings[mark]}>
              {symbols[mark]}
            </span>{' '}
            {title}
          </summary>
          <Facts facts={facts} />
          <Remedy diff={diff} command={command} />
          {stage === undefined || cell === undefined ? undefined : (
            <button type="button" onClick={() => open(stage, cell)}>
              Show in the matrix
            </button>
          )}
        </details>
      ))}
    </section>
  );
}
