import type { V1Pod } from '@kubernetes/client-node';
import type { Addition, Bystanders } from '../../identity/stand-in-safety.ts';
import { chooseMode } from '../../identity/choose-mode.ts';
import type { SendAs } from '../../identity/send-mode.ts';
import { EnvironmentError } from '../../model/errors.ts';
import type { Client } from '../cluster/client.ts';
import { enterPod } from '../cluster/ephemeral.ts';
import type { Entered } from '../cluster/sources.ts';
import type { Owner } from '../cluster/labels.ts';
import { findCurl } from './own-curl.ts';
import { startStandIn } from './start-stand-in.ts';

interface EnterOptions {
  /** The pod to send as. */
  readonly pod: V1Pod;
  /** What a stand-in is called. */
  readonly name: string;
  readonly owner: Owner;
  readonly image: string;
  readonly sendAs: SendAs;
  readonly bystanders: Bystanders;
}

/**
 * Makes sure that something can send as a pod of an existing cluster, as gently as the user's choice and the cluster allow.
 *
 * @throws {@link EnvironmentError} where that is not safe in the way that the user chose, or cannot be done.
 */
export async function enterGently(client: Client, options: EnterOptions): Promise<Entered> {
  const { pod, name, owner, image, sendAs, bystanders } = options;
  const enterWith = async (reason?: string): Promise<Entered> => ({
    mode: 'ephemeral',
    containerRef: await enterPod(client, pod, { runId: owner.runId, image }),
    reason,
  });
  const decision = chooseMode(additionOf(pod), sendAs, bystanders);
  if ('refused' in decision) throw noStandIn(pod, decision.refused);
  if (decision.mode === 'exec') return { mode: 'exec', containerRef: await findCurl(client, pod) };
  if (decision.mode === 'ephemeral') return await enterWith(decision.reason);
  const outcome = await startStandIn(client, pod, { name, image, owner });
  if (typeof outcome !== 'string') return { mode: 'stand-in', containerRef: outcome };
  if (sendAs === 'auto') return await enterWith(outcome);
  throw noStandIn(pod, outcome);
}

/** What a pod is to those who select pods. */
export function additionOf({ metadata }: V1Pod): Addition {
  return { namespace: metadata?.namespace ?? '', labels: metadata?.labels ?? {} };
}

function noStandIn({ metadata }: V1Pod, reason: string): EnvironmentError {
  return new EnvironmentError(
    `a stand-in is not safe for ${metadata?.namespace}/${metadata?.name}: ${reason}`,
    'Use --send-as ephemeral or exec for it, or --send-as auto, which does so where it must.',
  );
}
