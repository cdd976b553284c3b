import type { JSX } from 'preact';
import { useEffect, useState, useContext } from 'preact/hooks';
import { evidenceAt, type EvidencePiece } from '../reporters/html/evidence-piece.ts';
import type { FlowEvidence, PageData, ShownAttempt } from '../reporters/html/page-data.ts';
import { flowIndexOf, flowTitle, kindAt } from './cells.ts';
import { embedded } from './embedded.ts';
import { Facts } from './facts.tsx';
import { Meanings, symbols } from './look.ts';
import { Panel } from './panel.tsx';
import { Remedy } from './remedy.tsx';

/** All that is known of one flow. */
export function Details({
  data,
  stage: stageIndex,
  cell,
  close,
}: {
  readonly data: PageData;
  readonly stage: number;
  readonly cell: number;
  readonly close: () => void;
}): JSX.Element | undefined {
  const stage = data.stages[stageIndex];
  const meanings = useContext(Meanings);
  const kind = kindAt(data, stage, cell);
  const evidence = useEvidence(data, stageIndex, kind === undefined ? undefined : cell);
  if (!stage) return undefined;
  const change = stage.changes[cell];
  return (
    <Panel title={flowTitle(data, cell)} close={close}>
      {kind === undefined ? (
        <p>Not probed at stage {stage.name}.</p>
      ) : (
        <p>
          <span class={`mark ${kind.mark}`}>{symbols[kind.mark]}</span> {meanings[kind.mark]}, at stage {stage.name}
        </p>
      )}
      {change === undefined ? undefined : <p>{change}</p>}
      {evidence && (
        <>
          <p>{evidence.explanation}</p>
          <Facts facts={evidence.facts} />
          <Remedy diff={evidence.diff} command={evidence.command} />
          <Attempts attempts={evidence.attempts} />
        </>
      )}
    </Panel>
  );
}

/** Unpacks the piece that has it. */
function useEvidence(data: PageData, stageIndex: number, cell: number | undefined): FlowEvidence | undefined {
  const [found, setFound] = useState<{ readonly of: string; readonly evidence: FlowEvidence | undefined }>();
  const of = `${stageIndex} ${cell}`;
  useEffect(() => {
    const stage = data.stages[stageIndex];
    if (!stage || cell === undefined) return undefined;
    let isWanted = true;
    const index = flowIndexOf(stage, cell);
    const piece = Math.floor(index / data.chunkSize);
    void (async () => {
      const unpacked = await embedded<EvidencePiece>(`evidence-${stageIndex}`, piece);
      if (isWanted) setFound({ of, evidence: evidenceAt(unpacked, index % data.chunkSize) });
    })();
    return () => {
      isWanted = false;
    };
  }, [data, of]);
  return found?.of === of ? found.evidence : undefined;
}

function Attempts({ attempts }: { readonly attempts: readonly ShownAttempt[] }): JSX.Element {
  return (
    <section class="attempts" tabIndex={0} aria-label="Attempts">
      <table>
        <caption>Every attempt</caption>
        <thead>
          <tr>
            {['round', 'source', 'node', 'address', 'verdict', 'tool', 'seconds', 'said'].map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {attempts.map((attempt, index) => (
            <tr key={index}>
              <td>{attempt.isTriangulating ? `triangulating, round ${attempt.round}` : attempt.round}</td>
              <td>{attempt.source}</td>
              <td>{attempt.sourceNode}</td>
              <td>
                {attempt.remoteAddress === undefined || attempt.address.includes(attempt.remoteAddress)
                  ? attempt.address
                  : `${attempt.address}, reached ${attempt.remoteAddress}`}
              </td>
              <td>{attempt.verdict}</td>
              <td>
                {attempt.exitCode === undefined ? attempt.tool : `${attempt.tool}, exit code ${attempt.exitCode}`}
              </td>
              <td>{timesOf(attempt)}</td>
              <td>{attempt.message}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function timesOf({ lookupSeconds, connectSeconds, totalSeconds, stallSeconds }: ShownAttempt): string {
  const times = { 'look-up': lookupSeconds, connect: connectSeconds, total: totalSeconds, stalled: stallSeconds };
  return Object.entries(times)
    .flatMap(([label, seconds]) => (seconds ? [`${label} ${seconds}`] : []))
    .join(', ');
}
