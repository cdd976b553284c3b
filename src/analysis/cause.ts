import type { Cause, FlowResult, PolicyVerdict, SuggestedEdit } from '../model/report.ts';
import { reasonFor } from './check.ts';
import type { ForeignPolicy } from '../policy/foreign.ts';
import { placeLabel } from '../policy/reason.ts';
import type { Prediction, SimulatedStage } from '../simulation/simulate.ts';

/** Finds the change to the manifests that mends a flow, if there is one. */
export type FindEdit = (prediction: Prediction) => SuggestedEdit | undefined;

/** The results of a stage, each mismatch with its cause as far as the policies tell, and with what mends it. */
export function withCauses(
  results: readonly FlowResult[],
  { predictions, foreign }: Pick<SimulatedStage, 'predictions' | 'foreign'>,
  findEdit: FindEdit = () => undefined,
): FlowResult[] {
  const byFlow = new Map(predictions.map((prediction) => [prediction.flow, prediction]));
  const partial = foreign.map(foreignLabel).join(', ');
  return results.map((observed) => {
    const prediction = byFlow.get(observed.flow);
    const found = causeOf(observed, prediction);
    const result = partial === '' ? { ...observed, policies: policyVerdict(prediction) } : observed;
    if (!found || !prediction) return result;
    const cause = found.class === 'policy-wrong' ? { ...found, edit: editOf(findEdit(prediction)) } : found;
    if (partial === '') return { ...result, cause };
    return { ...result, cause: { ...cause, reason: `${cause.reason}; partial: ${partial} is not understood` } };
  });
}

/** What the policies mean for a flow, where they say anything. */
function policyVerdict(prediction: Prediction | undefined): PolicyVerdict | undefined {
  if (!prediction || prediction.verdict === 'unknown') return undefined;
  const { verdict } = prediction;
  const { code, text, position } = reasonFor(prediction, verdict === 'allowed' ? 'allowed' : 'blocked');
  return { verdict, code, reason: text, position };
}

/** What a report keeps of an edit. */
function editOf(edit: SuggestedEdit | undefined): SuggestedEdit | undefined {
  return edit && { what: edit.what, file: edit.file, diff: edit.diff };
}

function foreignLabel({ kind, name, position, part }: ForeignPolicy): string {
  return `${part === undefined ? '' : 'part of '}${kind} ${name} (${placeLabel(position)})`;
}

/** Holds what was declared, what the policies mean and what was observed against each other. */
export function causeOf(
  { flow, outcome, verdict }: Pick<FlowResult, 'flow' | 'outcome' | 'verdict'>,
  prediction: Prediction | undefined,
): Cause | undefined {
  if (outcome !== 'mismatch' || !prediction || prediction.verdict === 'unknown') return undefined;
  if (prediction.verdict !== flow.expect) return policyCause(flow.expect, prediction);
  if (flow.expect === 'blocked') {
    return verdict === 'allowed'
      ? {
          class: 'not-enforced',
          code: 'not-enforced',
          reason: 'the policies block this and it got through: your CNI did not enforce it',
        }
      : {
          class: 'not-the-policies',
          code: 'answered-though-blocked',
          reason:
            'the policies block this, and something answered: a REJECT of your CNI, or a Service without endpoints',
        };
  }
  const looked = prediction.paths.some(({ lookups }) => lookups.length > 0);
  return verdict === 'dns-no-answer' || verdict === 'dns-not-found'
    ? {
        class: 'not-the-policies',
        code: 'name-unknown-though-allowed',
        reason: `the policies allow this${looked ? ', the look-up too' : ''}: does DNS work here, and is the name right?`,
      }
    : {
        class: 'not-the-policies',
        code: 'cut-though-allowed',
        reason:
          'the policies allow this, yet nothing got through: is the server listening? does another policy kind apply?',
      };
}

function policyCause(expect: 'allowed' | 'blocked', prediction: Prediction): Cause {
  const [opposite, verb] = expect === 'allowed' ? (['blocked', 'block'] as const) : (['allowed', 'allow'] as const);
  const what = prediction.verdict === 'mixed' ? 'some of its paths' : 'this';
  const { code, text, position } = reasonFor(prediction, opposite);
  return { class: 'policy-wrong', code, reason: `the policies ${verb} ${what}: ${text}`, position };
}
