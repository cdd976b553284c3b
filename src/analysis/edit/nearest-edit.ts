import { replaced, sourceFinder, type Replacement } from '../../kubernetes/object-source.ts';
import type { Decision } from '../../policy/decision.ts';
import { concerns, repredict, type Prediction, type SimulatedStage } from '../../simulation/simulate.ts';
import type { Candidate, EditContext } from './candidate.ts';
import { cutEdits } from './cut-edits.ts';
import { dnsEdits } from './dns-edits.ts';
import { leakEdits } from './leak-edits.ts';
import { changeBetween, worldAfter, type PolicyChange } from './trial.ts';
import { unifiedDiff } from './unified-diff.ts';

/** The smallest change found that makes a flow come out as declared, and no other flow otherwise. */
export interface NearestEdit {
  /** What it does, in an imperative sentence without a full stop. */
  readonly what: string;
  readonly file: string;
  readonly replacements: readonly PlacedReplacement[];
  /** As `git apply` takes it, but for the line feed at its end. */
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
export type ManifestTexts = ReadonlyMap<string, string>;

/**
 * Prepares to look for edits in a scenario whose files have these texts. Every candidate is tried: the edited policies are
 * read, and it counts if the flow comes out as declared and every other flow of every stage either as before or as
 * declared.
 */
export function editFinder(
  stages: readonly SimulatedStage[],
  sources: ManifestTexts,
): (stage: SimulatedStage, prediction: Prediction) => NearestEdit | undefined {
  const sourceFinders = new Map([...sources].map(([file, text]) => [file, sourceFinder(file, text)]));
  const harmless = new Map<string, boolean>();
  return (stage, prediction) => {
    const candidates = candidatesFor(prediction, stage, ({ position }) => sourceFinders.get(position.file)?.(position));
    for (const candidate of candidates.slice(0, candidateLimit)) {
      const { file, replacements } = candidate;
      const text = sources.get(file) ?? '';
      const edited = replaced(text, replacements);
      const change = changeBetween(file, text, edited);
      const world = change && worldAfter(stage.world, change);
      if (!change || !world || repredict(prediction, world).verdict !== prediction.flow.expect) continue;
      const key = `${file}\n${edited}`;
      const isHarmless = harmless.get(key) ?? stages.every((one) => isUnharmed(one, change));
      harmless.set(key, isHarmless);
      if (isHarmless) {
        return { ...candidate, replacements: replacements.map(placed(text)), diff: unifiedDiff(file, text, edited) };
      }
    }
    return undefined;
  };
}

/** Whether every flow of a stage is as before after a change, or as declared. */
function isUnharmed({ world: before, predictions }: SimulatedStage, change: PolicyChange): boolean {
  const after = worldAfter(before, change);
  if (!after) return true;
  const namespaces = new Set([...change.removed, ...change.added].map(({ namespace }) => namespace));
  return predictions.every((prediction) => {
    if (![...namespaces].some((namespace) => concerns(namespace, prediction))) return true;
    const { verdict } = repredict(prediction, after);
    return verdict === prediction.flow.expect || verdict === prediction.verdict;
  });
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

function candidatesFor(
  { flow, paths }: Prediction,
  { world }: SimulatedStage,
  sourceOf: EditContext['sourceOf'],
): Candidate[] {
  const cut = flow.expect === 'allowed';
  const path = paths.find(({ allowed }) => allowed !== cut);
  if (!path) return [];
  return [path, ...path.lookups].flatMap(({ connection, decision }) =>
    (['Egress', 'Ingress'] as const).flatMap((direction) =>
      sideEdits(decision, cut, { world, direction, connection, sourceOf }),
    ),
  );
}

function sideEdits({ egress, ingress }: Decision, cut: boolean, context: EditContext): Candidate[] {
  const side = context.direction === 'Egress' ? egress : ingress;
  if (side.kind === 'allowed' && !cut) return leakEdits(side, context);
  return side.kind === 'denied' && cut ? [...cutEdits(side, context), ...dnsEdits(side, context)] : [];
}
