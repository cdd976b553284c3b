import { flowLabel } from '../../model/label.ts';
import type { FlowResult, Report, Verdict } from '../../model/report.ts';
import { comparePolicies, type PolicyDrift } from './policy-drift.ts';

/**
 * What became of a flow between two runs.
 *
 * - `opened`: did not get through, and does. `closed`: the other way round.
 * - `changed`: any other change of the verdict, for instance from blocked to no-listener.
 * - `unknown`: was known, and nothing can be said now. `known`: the other way round.
 * - `redeclared`: does what it did, and the scenario expects something else of it than it did.
 * - `new`: only the newer report has it. `vanished`: only the older one has it.
 */
export type ChangeKind = 'opened' | 'closed' | 'changed' | 'unknown' | 'known' | 'redeclared' | 'new' | 'vanished';

/** A flow of a stage in two reports; at least one of them has it. */
export interface FlowPair {
  readonly stage: string;
  readonly before?: FlowResult | undefined;
  readonly after?: FlowResult | undefined;
}

export interface Change extends FlowPair {
  readonly kind: ChangeKind;
  /** Whether the flow does what the newer report's scenario expects, `unknown` where that cannot be said. */
  readonly expected: 'expected' | 'unexpected' | 'unknown';
}

/** One of the two runs that are compared. */
export type ComparedRun = Pick<
  Report,
  'scenario' | 'runId' | 'environment' | 'notes' | 'startedAt' | 'failure' | 'leftovers'
> & {
  readonly flowCount: number;
};

/** What changed from one run to another. */
export interface Drift {
  readonly older: ComparedRun;
  readonly newer: ComparedRun;
  /** In the order of the newer report; what only the older one has comes last. */
  readonly changes: readonly Change[];
  /** Flows that differ from the scenario just as they did before. */
  readonly stillMismatched: readonly FlowPair[];
  /** Flows of which nothing could be said before, nor can be now. */
  readonly stillUnknown: readonly FlowPair[];
  /** Names of endpoints whose flows only one of the reports has. */
  readonly endpoints: { readonly new: readonly string[]; readonly vanished: readonly string[] };
  /** Absent where one of the runs ended early, so that nobody knows what stood. */
  readonly policies?: PolicyDrift | undefined;
}

/** Compares two reports of one scenario. Flows are the same where stage, sender, receiver, port and protocol are. */
export function compareReports(older: Report, newer: Report): Drift {
  const pairs = pairsOf(older, newer);
  const changes = pairs.flatMap((pair): Change[] => {
    const kind = kindOf(pair);
    return kind === undefined ? [] : [{ ...pair, kind, expected: expectedOf(pair, newer) }];
  });
  const changed = new Set(changes.map(({ after }) => after));
  const still = (outcome: FlowResult['outcome']): FlowPair[] =>
    pairs.filter(({ after }) => after?.outcome === outcome && !changed.has(after));
  const [before, after] = [endpointsOf(older), endpointsOf(newer)];
  return {
    older: runOf(older),
    newer: runOf(newer),
    changes,
    stillMismatched: still('mismatch'),
    stillUnknown: still('inconclusive'),
    endpoints: { new: missingIn(before, after), vanished: missingIn(after, before) },
    policies: older.failure || newer.failure ? undefined : comparePolicies(older, newer),
  };
}

function pairsOf(older: Report, newer: Report): FlowPair[] {
  const pairs = new Map<string, FlowPair>();
  for (const { name: stage, results } of newer.stages)
    for (const after of results) pairs.set(keyOf(stage, after), { stage, after });
  for (const { name: stage, results } of older.stages)
    for (const before of results)
      pairs.set(keyOf(stage, before), { stage, ...pairs.get(keyOf(stage, before)), before });
  return [...pairs.values()];
}

function keyOf(stage: string, { flow }: FlowResult): string {
  return JSON.stringify([stage, flowLabel(flow)]);
}

function kindOf({ before, after }: FlowPair): ChangeKind | undefined {
  if (!before) return 'new';
  if (!after) return 'vanished';
  const [was, is] = [knownVerdict(before), knownVerdict(after)];
  if (is === undefined) return was === undefined ? undefined : 'unknown';
  if (was === undefined) return 'known';
  if (was === is) return kindOfSame(before, after);
  if (is === 'allowed' && isClosed(was)) return 'opened';
  if (was === 'allowed' && isClosed(is)) return 'closed';
  return 'changed';
}

/** Other versions of flowproof may have judged the same verdict in another way: that is a change, too. */
function kindOfSame(before: FlowResult, after: FlowResult): ChangeKind | undefined {
  if (before.flow.expect !== after.flow.expect) return 'redeclared';
  return (before.outcome === 'mismatch') === (after.outcome === 'mismatch') ? undefined : 'changed';
}

/** A silence that proves nothing is no block, whatever its verdict is called. */
function knownVerdict({ outcome, verdict }: FlowResult): Verdict | undefined {
  return outcome === 'inconclusive' ? undefined : verdict;
}

/** Something in between lets nothing through; a server that is down, or a name that is not found, is another matter. */
function isClosed(verdict: Verdict): boolean {
  return verdict === 'blocked' || verdict === 'rejected';
}

function expectedOf({ after }: FlowPair, { failure }: Report): Change['expected'] {
  if (!after) return failure ? 'unknown' : 'expected';
  if (after.outcome === 'inconclusive') return 'unknown';
  return after.outcome === 'mismatch' ? 'unexpected' : 'expected';
}

function endpointsOf({ stages }: Report): string[] {
  return [...new Set(stages.flatMap(({ results }) => results.flatMap(({ flow }) => [flow.from, flow.to])))];
}

function missingIn(known: readonly string[], names: readonly string[]): string[] {
  return names.filter((name) => !known.includes(name));
}

function runOf({ scenario, runId, environment, notes, startedAt, failure, leftovers, stages }: Report): ComparedRun {
  const flowCount = stages.reduce((sum, { results }) => sum + results.length, 0);
  return { scenario, runId, environment, notes, startedAt, failure, leftovers, flowCount };
}
