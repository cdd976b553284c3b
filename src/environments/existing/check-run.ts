import { accessFor, type AccessNeeds } from '../../rbac/access-for.ts';
import type { AccessRule } from '../../rbac/access-rule.ts';
import type { Manifest } from '../../model/scenario.ts';
import type { EndpointPlace } from '../../scenario/endpoint-places.ts';
import type { Client } from '../cluster/client.ts';
import type { ContextOptions } from './existing-environment.ts';
import { exists } from './home.ts';
import { checkPermissions } from './permissions.ts';

/** What a run is about, and how it goes about it. */
interface RunSubject extends Pick<ContextOptions, 'home' | 'source' | 'workers'> {
  readonly places: readonly EndpointPlace[];
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
  { places, home, source: mode, workers, manifests }: RunSubject,
  signal: AbortSignal,
): Promise<readonly AccessRule[]> {
  const makesHome = !(await exists(client, home, signal));
  const needs: AccessNeeds = { mode, home, makesHome, manifests, workers: workers !== undefined };
  const access = accessFor(places, needs);
  await checkPermissions(client, access, signal);
  return access;
}
