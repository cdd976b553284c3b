import { harmOf, type Addition, type Bystanders } from './bystanders.ts';
import type { SourceChoice, SourceMode } from './source-mode.ts';

/** How a workload's pod will send, and why not more gently; or why it cannot as the user wants. */
export type Decision =
  | { readonly mode: SourceMode; readonly reason?: string | undefined }
  | { readonly refused: string };

/** Decides how a pod's traffic is sent: as chosen, and by itself as gently as the pod's surroundings allow. */
export function decideSource(pod: Addition, choice: SourceChoice, bystanders: Bystanders): Decision {
  if (choice === 'ephemeral' || choice === 'exec') return { mode: choice };
  const harm = harmOf(pod, bystanders);
  if (harm === undefined) return { mode: 'stand-in' };
  return choice === 'auto' ? { mode: 'ephemeral', reason: harm } : { refused: harm };
}
