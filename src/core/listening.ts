import type { Attempt, Endpoint, Flow } from './model.ts';
import { portLabel } from './label.ts';
import type { SelfCheck } from './targets.ts';

/** A flow on one of its paths, with what its latest try showed. */
export interface Sighting {
  readonly flow: Pick<Flow, 'to' | 'port'>;
  readonly attempt: Attempt;
}

/** How each receiving port is known to listen, by `endpoint:port`; a port that nobody saw listen is absent. */
export type Listening = ReadonlyMap<string, string>;

/**
 * Gathers the proof that targets listen. Of an endpoint's own pods every one must have been seen, from inside or by a
 * flow that got through; of a host outside any flow will do, and one of an earlier stage too.
 */
export function proveListening(
  endpoints: readonly Endpoint[],
  {
    checks,
    flows,
    earlier,
  }: { checks: readonly (SelfCheck & { attempt: Attempt })[]; flows: readonly Sighting[]; earlier: Listening },
): Listening {
  const proof = new Map<string, string>();
  for (const endpoint of endpoints) {
    for (const port of endpoint.ports) {
      const key = listeningKey(endpoint.name, port);
      const seen = flows.find(
        ({ flow, attempt }) => listeningKey(flow.to, flow.port) === key && attempt.verdict === 'allowed',
      );
      const own = checks.filter((check) => listeningKey(check.endpoint, check.port) === key);
      const silent = own.find(({ attempt }) => attempt.verdict !== 'allowed');
      const first = own[0];
      if (first && !silent)
        proof.set(key, `${own.map(({ source }) => source.id).join(', ')} listens: seen from inside its own pod`);
      // A self-check that was lost, not one that failed: another flow may bear witness.
      else if (seen && (!silent || silent.attempt.verdict === 'failed'))
        proof.set(key, `seen by ${seen.attempt.source}`);
      else if (endpoint.kind === 'host' && earlier.has(key)) proof.set(key, earlier.get(key) ?? '');
    }
  }
  return proof;
}

export function listeningKey(endpoint: string, port: Flow['port']): string {
  return `${endpoint}:${portLabel(port)}`;
}
