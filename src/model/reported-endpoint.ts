import type { ReportedEndpoint } from './report.ts';
import type { Endpoint } from './scenario.ts';

export function reportedEndpoint(endpoint: Endpoint): ReportedEndpoint {
  const { name } = endpoint;
  return 'namespace' in endpoint ? { name, namespace: endpoint.namespace } : { name };
}
