/**
 * How traffic is sent as a workload of an existing cluster.
 *
 * - `stand-in`: a pod with the workload's labels, namespace and service account that is never Ready.
 * - `ephemeral`: a container in the workload's own pod; it stays listed there until the pod goes.
 * - `exec`: a container of the workload that has curl itself.
 */
export type SendMode = 'stand-in' | 'ephemeral' | 'exec';

/** What a user asks for; `auto` is a stand-in where that is safe, and an ephemeral container elsewhere. */
export type SendAs = SendMode | 'auto';

/** All choices, the default first. */
export const sendAsChoices: readonly SendAs[] = ['auto', 'stand-in', 'ephemeral', 'exec'];
