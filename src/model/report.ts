import type { Position, Flow } from './scenario.ts';

/**
 * What one probe showed.
 *
 * - `allowed`: the handshake was completed, or an answer came.
 * - `blocked`: the target's address was known and nothing answered.
 * - `refused`: a reset or an ICMP error answered. With a listener that is {@link Verdict} `rejected`, else `no-listener`.
 * - `dns-no-answer`: the resolver did not answer, so the target was never tried.
 * - `dns-not-found`: the resolver knows no such name.
 * - `inconclusive`: connected, yet not what the protocol asks for.
 * - `failed`: the probe itself did not run, or its result was lost.
 */
export type AttemptVerdict =
  | 'allowed'
  | 'blocked'
  | 'refused'
  | 'dns-no-answer'
  | 'dns-not-found'
  | 'inconclusive'
  | 'failed';

/** What a flow's attempts show together: `refused` is told apart by whether the target was seen listening. */
export type Verdict = Exclude<AttemptVerdict, 'refused'> | 'rejected' | 'no-listener';

/** One probe and what it showed; evidence for a reader, every field as the tool printed it. */
export interface Attempt {
  /** 1 for the first try, more for those that confirm it. */
  readonly round: number;
  /** {@link Source.id} */
  readonly source: string;
  readonly sourceNode?: string | undefined;
  /** Host and port that were dialled. */
  readonly address: string;
  readonly verdict: AttemptVerdict;
  readonly tool: 'curl' | 'nslookup' | 'nc';
  readonly exitCode?: number | undefined;
  /** Seconds from the start of the probe; 0 or absent where it did not get that far. */
  readonly lookupSeconds?: number | undefined;
  readonly connectSeconds?: number | undefined;
  readonly totalSeconds?: number | undefined;
  readonly httpStatus?: number | undefined;
  readonly remoteAddress?: string | undefined;
  /** What the tool said, or why the probe is lost. */
  readonly message?: string | undefined;
  /** Seconds for which the place of the probe stood still at a stretch while it ran; absent in reports of 0.1. */
  readonly stallSeconds?: number | undefined;
  /** How long it waited for an answer at the most, in milliseconds, where that is longer than {@link Report.connectTimeoutMs}. */
  readonly connectTimeoutMs?: number | undefined;
}

/**
 * How a flow compares with its expectation.
 *
 * - `as-expected`: every path did what was written, and a block is proven by a listener.
 * - `flaky`: expected allowed; failed at first, then got through.
 * - `mismatch`: it did something else.
 * - `inconclusive`: nothing can be said, for instance a block of a target that nobody saw listening.
 */
export type Outcome = 'as-expected' | 'flaky' | 'mismatch' | 'inconclusive';

/**
 * Why a flow did something else than it should, as far as its policies tell.
 *
 * - `policy-wrong`: it did what the policies mean, so that either they or the expectation are wrong.
 * - `not-enforced`: it got through although the policies block it.
 * - `not-the-policies`: they mean what is expected, and something else came between.
 */
export interface Cause {
  readonly class: 'policy-wrong' | 'not-enforced' | 'not-the-policies';
  /** What it is about, for programs: a {@link CauseCode}, or one of a later version; absent in reports of 0.1. */
  readonly code?: string | undefined;
  /** One sentence for a reader. */
  readonly reason: string;
  /** The policy, rule, peer or port to look at. */
  readonly position?: Position | undefined;
  /** The smallest change to the manifests that makes the flow come out as declared and harms no other, if one was found. */
  readonly edit?: SuggestedEdit | undefined;
}

/** What the policies mean for a flow, whatever it did; of a stage whose policies are all understood. */
export interface PolicyVerdict {
  /** `mixed` where paths differ: between pods, or addresses. */
  readonly verdict: 'allowed' | 'blocked' | 'mixed';
  /** A {@link CauseCode}, or one of a later version. */
  readonly code: string;
  /** One sentence without a full stop: the rule that decides, or that there is none. */
  readonly reason: string;
  /** The policy, rule, peer or port that decides. */
  readonly position?: Position | undefined;
}

/** A change to one of the user's files. */
export interface SuggestedEdit {
  /** What it does, in an imperative sentence without a full stop. */
  readonly what: string;
  readonly file: string;
  /** As `git apply` takes it, but for the line feed at its end. */
  readonly diff: string;
}

/**
 * What two more probes suggest of a flow that was dropped: one from its sender to a control pod, and one from there to its
 * target. It depends on no policy being understood, and on no CNI.
 */
export interface Triangulation {
  /** The side that drops traffic with the control pod as well. */
  readonly side: 'egress' | 'ingress' | 'both' | 'neither';
  /** One sentence for a reader. */
  readonly explanation: string;
  readonly attempts: readonly [toControl: Attempt, fromControl: Attempt];
}

/** A flow, judged. */
export interface FlowResult {
  readonly flow: Flow;
  readonly outcome: Outcome;
  readonly verdict: Verdict;
  /** One sentence for a reader: what happened and what that means. */
  readonly explanation: string;
  /** What the manifests say of it, where they tell it; absent in reports of 0.1. */
  readonly policies?: PolicyVerdict | undefined;
  /** Of a mismatch, where the manifests tell it. */
  readonly cause?: Cause | undefined;
  /** How the target is known to listen, e.g. "from inside task-api/task-api-x, HTTP 200"; absent where nobody saw it. */
  readonly listening?: string | undefined;
  readonly attempts: readonly Attempt[];
  /** Of a flow that was dropped although it should be allowed: which side seems to have done it, where that was tried. */
  readonly triangulation?: Triangulation | undefined;
  /** Shell command that repeats the probe by hand; empty where nothing was left that it could run in. */
  readonly reproduce: string;
}

/** What one stage showed. */
export interface StageReport {
  readonly name: string;
  readonly description?: string | undefined;
  readonly results: readonly FlowResult[];
  /** Milliseconds from the API server's acceptance of the policies until canaries on every node saw them in force. */
  readonly enforcementMs?: number | undefined;
  /** Milliseconds that sending this stage's probes took, confirmations included. */
  readonly probingMs: number;
  readonly probeCount: number;
}

/** A policy that stood in the cluster while it was probed. */
export interface StandingPolicy {
  /** With its API group where that is not one of Kubernetes' own: `NetworkPolicy.crd.projectcalico.org`. */
  readonly kind: string;
  /** Absent for a policy of the whole cluster. */
  readonly namespace?: string | undefined;
  readonly name: string;
  /** As the API server gave it: another one after every change of the object. */
  readonly resourceVersion: string;
  /** The run itself applied it, so that its resourceVersion is another one in every run. */
  readonly applied?: boolean | undefined;
}

/** The policies that stood in the cluster, as far as this user could see. */
export interface Standing {
  /** Of the last stage, where its endpoints are; none in network namespaces, where nothing stands but what is applied. */
  readonly policies: readonly StandingPolicy[];
  /** Kinds that this user may not list, so that nobody knows whether there are such policies. @defaultValue none */
  readonly unseenPolicyKinds?: readonly string[] | undefined;
}

/** An endpoint of the scenario, as far as a reader of a report needs it. */
export interface ReportedEndpoint {
  readonly name: string;
  /** Where its pods are; absent for one that is outside of the cluster. */
  readonly namespace?: string | undefined;
}

/** What a clean-up could not do. */
export interface Leftovers {
  /** What is left, and why. */
  readonly message: string;
  /** How to remove it. */
  readonly hint: string;
}

/** What a run is limited to: flows that two sets of manifests answer differently, or may. */
export interface OnlyChanged {
  /** The older set, as the user named it. */
  readonly since: string;
  /** Flows that the stage has in all. */
  readonly flowCount: number;
}

/** What a run tells beside its flows. */
export interface RunRecord extends Standing {
  readonly scenario: string;
  readonly file: string;
  readonly runId: string;
  /** All of the scenario's, in its order; absent in reports of 0.1. */
  readonly endpoints?: readonly ReportedEndpoint[] | undefined;
  /** What enforced the policies, e.g. "kind cluster flowproof, Kubernetes v1.34.4, Calico v3.31.0". */
  readonly environment: string;
  /** What a reader has to know before believing it: whole sentences. */
  readonly notes: readonly string[];
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly durationMs: number;
  readonly connectTimeoutMs: number;
  /** Of a run that left out every flow that an older set of manifests answers alike. */
  readonly onlyChanged?: OnlyChanged | undefined;
  /** Why the run ended early: set-up failed, enforcement absent. Stages until then are reported. */
  readonly failure?: { readonly kind: string; readonly message: string; readonly hint: string } | undefined;
  /** What the run made and could not remove. It takes nothing from what was learnt before. */
  readonly leftovers?: Leftovers | undefined;
}

/** A whole run, judged. */
export interface Report extends RunRecord {
  readonly stages: readonly StageReport[];
}
