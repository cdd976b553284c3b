import { accessFor, type AccessNeeds } from '../../rbac/access-for.ts';
import type { AccessRule } from '../../rbac/access-rule.ts';
import type { Manifest } from '../../model/scenario.ts';
import type { EndpointNamespace } from '../../scenario/endpoint-namespaces.ts';
import type { Client } from '../cluster/client.ts';
import type { ExistingOptions } from './existing-options.ts';
import { exists } from './tool-namespace.ts';
import { checkPermissions } from './permissions.ts';

/** What a run is about, and how it goes about it. */
interface RunSubject extends Pick<ExistingOptions, 'toolNamespace' | 'sendAs' | 'workers'> {
  readonly endpoints: readonly EndpointNamespace[];
  /** What the run applies. @defaultValue nothing */
  readonly manifests?: readonly Manifest[] | undefined;
}

/**
 * Makes sure that a run may do what it has to, and resolves to what that is. Creates nothing.
 *
 * @throws {@link PermissionError} for what is not allowed.
 */
export async function checkRun(
  client: Client,
  { endpoints, toolNamespace, sendAs: mode, workers, manifests }: RunSubject,
): Promise<readonly AccessRule[]> {
  const makesToolNamespace = !(await exists(client, toolNamespace));
  const needs: AccessNeeds = { mode, toolNamespace, makesToolNamespace, manifests, workers: workers !== undefined };
  const access = accessFor(endpoints, needs);
  await checkPermissions(client, access);
  return access;
}
