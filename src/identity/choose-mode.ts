import { harmOf, type Addition, type Bystanders } from './stand-in-safety.ts';
import type { SendAs, SendMode } from './send-mode.ts';

/** How a workload's pod will send, and why not more gently; or why it cannot as the user wants. */
export type ChosenMode =
  | { readonly mode: SendMode; readonly reason?: string | undefined }
  | { readonly refused: string };

/** Decides how a pod's traffic is sent: as chosen, and by itself as gently as the pod's surroundings allow. */
export function chooseMode(pod: Addition, choice: SendAs, bystanders: Bystanders): ChosenMode {
  if (choice === 'ephemeral' || choice === 'exec') return { mode: choice };
  const harm = harmOf(pod, bystanders);
  if (harm === undefined) return { mode: 'stand-in' };
  return choice === 'auto' ? { mode: 'ephemeral', reason: harm } : { refused: harm };
}
