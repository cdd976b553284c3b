import type { EndpointFacts, Source } from '../model/facts.ts';
import type { Attempt, AttemptVerdict, Triangulation } from '../model/report.ts';
import type { Expectation } from '../model/scenario.ts';
import { transportOf } from '../kubernetes/port.ts';
import { podAddresses, type Path } from '../probe/paths.ts';
import { judge } from './judge.ts';
import type { Observation } from './observation.ts';

/** A pod of the run's own that no policy is meant to select, and that listens. */
export interface Control {
  readonly source: Source;
  /** One of every family that the cluster has. */
  readonly ips: readonly string[];
}

/** A flow that was dropped although it should be allowed, on one of its paths. */
export interface Cut {
  readonly source: Source;
  /** Where the target's own pod listens, behind its Service: that is what policies see. */
  readonly target: { readonly host: string; readonly port: number };
}

/**
 * The path on which a flow was dropped, as far as it can be triangulated: between pods, or from a pod to a host, over TCP,
 * to a target that is known to listen. Of a sender outside nothing is known: it reaches no pod's address.
 */
export function cutOf(
  observation: Omit<Observation, 'reproduce'>,
  path: (Path & { readonly expect: Expectation }) | undefined,
  { facts, fromOutside }: { readonly facts: EndpointFacts | undefined; readonly fromOutside: boolean },
): Cut | undefined {
  const { flow, listening } = observation;
  if (path?.expect !== 'allowed' || fromOutside || transportOf(flow.port.protocol) !== 'TCP') return undefined;
  const { outcome, verdict } = judge(path.expect, observation);
  const dropped = verdict === 'blocked' || verdict === 'rejected';
  if (outcome !== 'mismatch' || !dropped || listening === undefined) return undefined;
  const { host, port } = path.probe;
  const own = facts?.pods.flatMap((pod) => podAddresses(pod, flow.port, facts)) ?? [{ host, port }];
  const target = own.find((address) => address.host === host) ?? own[0];
  return target && { source: path.source, target };
}

/** The two paths that show which side dropped it: from the same source to the control, and from there to the target. */
export function crossPaths({ source, target }: Cut, control: Control): readonly [toControl: Path, fromControl: Path] {
  const isIpv6 = (ip: string): boolean => ip.includes(':');
  const host = control.ips.find((ip) => isIpv6(ip) === isIpv6(target.host)) ?? control.ips[0] ?? '';
  return [
    { source, probe: { protocol: 'tcp', host, port: target.port } },
    { source: control.source, probe: { protocol: 'tcp', ...target } },
  ];
}

/**
 * What two probes with a control suggest of a flow that was dropped. It is evidence and no proof: a policy may treat the
 * control in another way than the flow's own ends. Undefined where a probe was lost, or the control does not
 * listen.
 */
export function triangulate(toControl: Attempt, fromControl: Attempt): Triangulation | undefined {
  // A control that refuses may have ended, which says nothing about the sender.
  const leaves = toControl.verdict === 'refused' ? undefined : gotThrough(toControl.verdict);
  const enters = gotThrough(fromControl.verdict);
  if (leaves === undefined || enters === undefined) return undefined;
  const side = leaves ? (enters ? 'neither' : 'ingress') : enters ? 'egress' : 'both';
  return { side, explanation: explanations[side], attempts: [toControl, fromControl] };
}

const explanations: Record<Triangulation['side'], string> = {
  egress:
    'egress of the sender seems to drop it: the sender does not reach a control pod either, and the control pod reaches the target',
  ingress:
    'ingress of the target seems to drop it: the sender reaches a control pod, and the control pod does not reach the target either',
  both: 'either side may drop it, or both: the sender does not reach a control pod, nor does the control pod reach the target',
  neither:
    'neither side drops all traffic: the sender reaches a control pod, and the control pod reaches the target, so look for a rule about this very pair, or for something between the two',
};

/** The target is known to listen: a refusal is a policy that rejects. */
function gotThrough(verdict: AttemptVerdict): boolean | undefined {
  if (verdict === 'allowed') return true;
  return verdict === 'blocked' || verdict === 'refused' ? false : undefined;
}
