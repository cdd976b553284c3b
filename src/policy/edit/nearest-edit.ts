import { flowLabel } from '../../core/label.ts';
import type { Scenario, Stage } from '../../core/model.ts';
import { parseManifests } from '../../core/scenario/manifests.ts';
import type { Decision } from '../decision.ts';
import type { NetworkPolicy } from '../network-policy.ts';
import { readNetworkPolicies } from '../read.ts';
import { simulate, type Prediction, type SimulatedStage } from '../simulate.ts';
import type { Candidate, EditContext } from './candidate.ts';
import { cutEdits } from './cut-edits.ts';
import { dnsEdits } from './dns-edits.ts';
import { leakEdits } from './leak-edits.ts';
import { replaced, sourceOf, type Replacement } from './object-source.ts';
import { unifiedDiff } from './unified-diff.ts';

/** The smallest change found that makes a flow come out as declared, and no other flow otherwise. */
export interface NearestEdit {
  /** What it does, in an imperative sentence without a full stop. */
  readonly what: string;
  readonly file: string;
  readonly replacements: readonly PlacedReplacement[];
  /** As `git apply` takes it. */
  readonly diff: string;
}

/** A replacement with the lines and columns that it is from and to, which count from 1. */
interface PlacedReplacement extends Replacement {
  readonly from: Place;
  readonly to: Place;
}

interface Place {
  readonly line: number;
  readonly column: number;
}

/** Texts of files, by the names that positions have. */
export type Sources = ReadonlyMap<string, string>;

/**
 * Prepares to look for edits in a scenario whose files have these texts. Every candidate is tried: the edited manifests
 * are read and simulated anew, and it counts if the flow comes out as declared and every other flow of every stage
 * either as before or as declared.
 */
export function editFinder(
  scenario: Scenario,
  simulated: readonly SimulatedStage[],
  sources: Sources,
): (stage: SimulatedStage, prediction: Prediction) => NearestEdit | undefined {
  const before = verdictsOf(simulated);
  const tried = new Map<string, ReadonlyMap<string, string> | undefined>();
  const trialLimit = Math.max(candidateLimit, Math.round(flowLimit / before.size));
  const outcomeOf = (file: string, text: string): ReadonlyMap<string, string> | undefined => {
    const key = `${file}\n${text}`;
    if (!tried.has(key) && tried.size < trialLimit) tried.set(key, trial(scenario, file, text));
    return tried.get(key);
  };
  return (stage, prediction) => {
    for (const candidate of candidatesFor(prediction, stage, sources).slice(0, candidateLimit)) {
      const { file, replacements } = candidate;
      const text = sources.get(file) ?? '';
      const edited = replaced(text, replacements);
      const after = outcomeOf(file, edited);
      if (after && isRight(after, before, keyOf(stage.stage, prediction), simulated)) {
        return { ...candidate, replacements: replacements.map(placed(text)), diff: unifiedDiff(file, text, edited) };
      }
    }
    return undefined;
  };
}

function placed(text: string): (replacement: Replacement) => PlacedReplacement {
  const placeOf = (offset: number): Place => {
    const lines = text.slice(0, offset).split('\n');
    return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
  };
  return (replacement) => ({ ...replacement, from: placeOf(replacement.start), to: placeOf(replacement.end) });
}

/** Candidates that are tried for one flow; the nearest come first, and far ones are hardly worth the time. */
const candidateLimit = 24;

/** Flows that are predicted anew for all edits together, so that a large scenario that is all wrong is answered in time. */
const flowLimit = 50_000;

function candidatesFor({ flow, paths }: Prediction, { world }: SimulatedStage, sources: Sources): Candidate[] {
  const cut = flow.expect === 'allowed';
  const path = paths.find(({ allowed }) => allowed !== cut);
  if (!path) return [];
  return [path, ...path.lookups].flatMap(({ connection, decision }) =>
    (['Egress', 'Ingress'] as const).flatMap((direction) =>
      sideEdits(decision, cut, {
        world,
        direction,
        connection,
        sourceOf: ({ position }: NetworkPolicy) => sourceOf(position, sources.get(position.file)),
      }),
    ),
  );
}

function sideEdits({ egress, ingress }: Decision, cut: boolean, context: EditContext): Candidate[] {
  const side = context.direction === 'Egress' ? egress : ingress;
  if (side.kind === 'allowed' && !cut) return leakEdits(side, context);
  return side.kind === 'denied' && cut ? [...cutEdits(side, context), ...dnsEdits(side, context)] : [];
}

/** What an edited file makes of every flow; nothing where the API server would refuse it. */
function trial(scenario: Scenario, file: string, text: string): ReadonlyMap<string, string> | undefined {
  const { manifests, problems } = parseManifests(text, file);
  if (problems.length > 0 || readNetworkPolicies(manifests).problems.length > 0) return undefined;
  const stages = scenario.stages.map((stage): Stage => {
    const first = stage.manifests.findIndex(({ position }) => position.file === file);
    if (first < 0) return stage;
    const others = stage.manifests.filter(({ position }) => position.file !== file);
    return { ...stage, manifests: others.toSpliced(first, 0, ...manifests) };
  });
  return verdictsOf(simulate({ ...scenario, stages }));
}

function verdictsOf(stages: readonly SimulatedStage[]): ReadonlyMap<string, string> {
  return new Map(
    stages.flatMap(({ stage, predictions }) =>
      predictions.map((prediction) => [keyOf(stage, prediction), prediction.verdict]),
    ),
  );
}

function isRight(
  after: ReadonlyMap<string, string>,
  before: ReadonlyMap<string, string>,
  target: string,
  stages: readonly SimulatedStage[],
): boolean {
  return stages.every(({ stage, predictions }) =>
    predictions.every((prediction) => {
      const key = keyOf(stage, prediction);
      const verdict = after.get(key);
      return verdict === prediction.flow.expect || (key !== target && verdict === before.get(key));
    }),
  );
}

function keyOf({ name }: Stage, { flow }: Pick<Prediction, 'flow'>): string {
  return `${name} ${flowLabel(flow)}`;
}
