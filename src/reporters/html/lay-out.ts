import { placesOf, cellsOf, kindsOf, type Places } from './cells.ts';
import type { ContentFinding, ContentStage, PageContent } from './content.ts';
import { graphOf } from './graph.ts';
import { packEvidence, type EvidencePiece } from './evidence-piece.ts';
import type { PageData, PageFinding } from './page-data.ts';

/** Flows in one piece of evidence: enough to compress well, few enough to be unpacked while somebody waits for a click. */
const chunkSize = 1024;

/** A page in plain data. */
export interface Page {
  readonly data: PageData;
  /** By stage, in pieces of {@link PageData.chunkSize} flows, in the order of their cells. */
  readonly evidence: readonly (readonly (() => EvidencePiece)[])[];
}

/**
 * Lays out what a page says.
 *
 * @param isWatched - The file is written again after every proof.
 */
export function layOut(content: PageContent, isWatched = false): Page {
  const { endpoints: _, findings, stages, ...rest } = content;
  const places = placesOf(content);
  const kinds = kindsOf(stages);
  return {
    data: {
      ...rest,
      findings: findings.map((finding) => findingAt(finding, stages, places)),
      sources: places.sources,
      targets: places.targets,
      kinds,
      stages: stages.map((stage) => {
        const { flows, ...told } = stage;
        const changes = flows.flatMap(({ flow, change }) =>
          change === undefined ? [] : [[places.cellOf(flow), change] as const],
        );
        return { ...told, cells: cellsOf(stage, places, kinds), changes: Object.fromEntries(changes) };
      }),
      graph: graphOf(stages, places),
      chunkSize,
      isWatched,
    },
    evidence: stages.map((stage) => chunksOf(stage, places)),
  };
}

function findingAt(
  { flow, stage, ...finding }: ContentFinding,
  stages: readonly ContentStage[],
  { cellOf }: Places,
): PageFinding {
  return {
    ...finding,
    ...(flow && { stage: stages.findIndex(({ name }) => name === stage), cell: cellOf(flow) }),
  };
}

function chunksOf({ flows }: ContentStage, { cellOf }: Places): (() => EvidencePiece)[] {
  const places = new Map(flows.map((flow) => [flow, cellOf(flow.flow)]));
  const ordered = flows.toSorted((a, b) => (places.get(a) ?? 0) - (places.get(b) ?? 0));
  return Array.from(
    { length: Math.ceil(ordered.length / chunkSize) },
    (_, index) => () =>
      packEvidence(ordered.slice(index * chunkSize, (index + 1) * chunkSize).map(({ evidence }) => evidence())),
  );
}
