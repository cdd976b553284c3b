import type { ReportedEndpoint } from '../model/report.ts';
import { reportedEndpoint } from '../model/reported-endpoint.ts';
import type { Flow, Scenario } from '../model/scenario.ts';
import { allowanceOf } from '../policy/allowance.ts';
import { denialOf } from '../policy/denial.ts';
import { editFinder, type NearestEdit, type ManifestTexts } from './edit/nearest-edit.ts';
import type { ForeignPolicy } from '../policy/foreign.ts';
import type { Reason } from '../policy/reason.ts';
import { simulate, type Prediction, type SimulatedPath } from '../simulation/simulate.ts';

/** What a scenario declares, beside what its policies mean. */
export interface CheckReport {
  readonly scenario: string;
  readonly file: string;
  readonly endpoints: readonly ReportedEndpoint[];
  readonly stages: readonly CheckedStage[];
}

export interface CheckedStage {
  readonly name: string;
  readonly description?: string | undefined;
  readonly results: readonly CheckResult[];
  /** Policies that are not understood, so that what is said of this stage is partial. */
  readonly foreign: readonly ForeignPolicy[];
}

/** One flow: declared, and predicted. */
export interface CheckResult {
  readonly flow: Flow;
  /** `unknown`: a sender or a receiver has no pods, so that policies say nothing. */
  readonly outcome: 'as-declared' | 'mismatch' | 'unknown';
  readonly predicted: Prediction['verdict'];
  /** Why the policies mean something else than what is declared; of a mismatch only. */
  readonly reason?: Reason | undefined;
  /** The smallest change that mends it without harm to another flow, where one was found. */
  readonly edit?: NearestEdit | undefined;
}

/**
 * Compares what a scenario declares with what its policies mean. No cluster is asked. Edits are sought where the texts of
 * the manifests' files are given.
 */
export function check(scenario: Scenario, sources: ManifestTexts = new Map()): CheckReport {
  const simulated = simulate(scenario);
  const findEdit = editFinder(simulated, sources);
  return {
    scenario: scenario.name,
    file: scenario.file,
    endpoints: scenario.endpoints.map(reportedEndpoint),
    stages: simulated.map((stage) => ({
      name: stage.stage.name,
      description: stage.stage.description,
      results: stage.predictions.map((prediction) => {
        const result = checkFlow(prediction);
        return result.outcome === 'mismatch' ? { ...result, edit: findEdit(stage, prediction) } : result;
      }),
      foreign: stage.foreign,
    })),
  };
}

/** Flows of all stages, by outcome. */
export function checkCounts({ stages }: CheckReport): Record<CheckResult['outcome'], number> {
  const counts = { 'as-declared': 0, mismatch: 0, unknown: 0 };
  for (const { outcome } of stages.flatMap(({ results }) => results)) counts[outcome] += 1;
  return counts;
}

/** Why the policies do to a flow what they do: on the first path that is blocked, or else allowed. */
export function reasonFor({ paths }: Prediction, verdict: 'allowed' | 'blocked'): Reason {
  const path = paths.find(({ allowed }) => allowed === (verdict === 'allowed'));
  const reason = path && (verdict === 'allowed' ? allowanceOf(path.decision, path.connection) : denialOn(path));
  return reason ?? { code: 'dns-server-decides', text: 'it depends on which DNS server is asked' };
}

function checkFlow(prediction: Prediction): CheckResult {
  const { flow, verdict: predicted } = prediction;
  if (predicted === 'unknown') return { flow, outcome: 'unknown', predicted };
  if (predicted === flow.expect) return { flow, outcome: 'as-declared', predicted };
  const reason = reasonFor(prediction, flow.expect === 'allowed' ? 'blocked' : 'allowed');
  return { flow, outcome: 'mismatch', predicted, reason };
}

function denialOn({ decision, connection, lookups }: SimulatedPath): Reason | undefined {
  const own = denialOf(decision, connection);
  if (own) return own;
  const [failed] = lookups.flatMap((lookup) => denialOf(lookup.decision, lookup.connection) ?? []);
  return failed && { ...failed, code: 'name-not-looked-up', text: `its name cannot be looked up: ${failed.text}` };
}
