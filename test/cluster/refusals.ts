import * as fc from 'fast-check';
import { ApiException, CustomObjectsApi, KubeConfig } from '@kubernetes/client-node';
import pLimit from 'p-limit';
import { parseManifests } from '../../src/kubernetes/manifests.ts';
import { refusedAmong } from '../../src/policy/refused.ts';
import { anyWrittenPolicy } from '../helpers/arbitrary-written-policy.ts';
import { kubeconfigFile } from '../helpers/cluster.ts';

const type = { group: 'networking.k8s.io', version: 'v1', plural: 'networkpolicies', namespace: 'default' };

/** What of 2,000 NetworkPolicies, good and bad ones, the API server takes, and where flowproof says something else. */
export async function compareRefusals(): Promise<{ readonly taken: number; readonly differing: readonly object[] }> {
  const config = new KubeConfig();
  config.loadFromFile(await kubeconfigFile());
  const api = config.makeApiClient(CustomObjectsApi);
  const policies = fc.sample(anyWrittenPolicy, { numRuns: 2000, seed: 1 });
  const limit = pLimit(8);
  const answers = await limit.map(policies, async (body) => {
    const refusal = await refusalOf(api, body);
    const { manifests, problems } = parseManifests(JSON.stringify(body), 'p.json');
    const own = [...problems, ...refusedAmong(manifests)].map(({ text }) => text);
    return { policy: JSON.stringify(body), own, refusal };
  });
  return {
    taken: answers.filter(({ refusal }) => refusal === undefined).length,
    differing: answers.filter(({ own, refusal }) => own.length > 0 !== (refusal !== undefined)),
  };
}

/** What the API server says against an object; `undefined` where it would take it. */
async function refusalOf(api: CustomObjectsApi, body: object): Promise<string | undefined> {
  try {
    await api.createNamespacedCustomObject({ ...type, body, dryRun: 'All', fieldValidation: 'Strict' });
    return undefined;
  } catch (error) {
    if (error instanceof ApiException) return String(error.body);
    throw error;
  }
}
