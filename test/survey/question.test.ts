import { expect, test } from 'vitest';
import { flowLabel } from '../../src/model/label.ts';
import { UsageError } from '../../src/model/errors.ts';
import { surroundingManifests, expandLive } from '../../src/survey/expand.ts';
import { questionDraft, readQuestion } from '../../src/survey/question.ts';
import { dnsObjects, liveNamespace, liveObjects, liveService, liveWorkload } from '../helpers/live.ts';

const namespaces = ['shop', 'database', 'kube-system', 'default'];
const manifests = [
  ...surroundingManifests({ toolNamespace: 'flowproof', apiServer: { host: '10.96.0.1', port: 443 } }),
  ...liveObjects(
    ...['shop', 'database'].map(liveNamespace),
    dnsObjects,
    liveWorkload('shop/api', { ports: [8080] }),
    liveWorkload('shop/api-v2', { ports: [8080] }),
    liveService('shop/api', { app: 'api', ports: [80] }),
    liveWorkload('shop/worker'),
    liveWorkload('shop/agent', { kind: 'DaemonSet', hostNetwork: true }),
    liveWorkload('shop/down', { ready: 0 }),
    liveWorkload('shop/twice'),
    liveWorkload('shop/twice', { kind: 'StatefulSet' }),
    liveWorkload('shop/x', { kind: 'Pod', ports: [80] }),
    liveWorkload('database/postgres', { kind: 'StatefulSet', replicas: 2, ports: [5432, 9187] }),
    liveService('database/postgres', { app: 'postgres', ports: [5432], clusterIP: 'None' }),
    liveWorkload('database/api', { ports: ['53/UDP'] }),
  ),
];

/** The question's endpoints and flow, in words. */
function answer(from: string, to: string): string {
  const question = readQuestion({ from, to, namespace: 'shop' }, namespaces);
  const draft = questionDraft(question, { manifests, toolNamespace: 'flowproof' });
  const [flow] = expandLive(draft, manifests).stages[0]?.flows ?? [];
  const { pods, host } = draft.endpoints[flow?.to ?? ''] ?? {};
  const receiver = pods
    ? `${pods.namespace} ${pods.service ? `service/${pods.service}` : pods.workload}${pods.via ? ` via ${pods.via}` : ''}`
    : host?.address;
  return `${draft.endpoints[flow?.from ?? '']?.pods?.workload} ${flow ? flowLabel(flow) : 'nothing'} ${receiver}`;
}

test.for([
  [
    'deploy/worker',
    'postgres.database:5432',
    'deployment/worker worker → postgres:5432 database service/postgres via pod',
  ],
  ['worker', 'svc/api', 'deployment/worker worker → api:80 shop service/api'],
  ['worker', 'api:80', 'deployment/worker worker → api:80 shop service/api'],
  ['worker', 'deploy/api:8080', 'deployment/worker worker → api:8080 shop deployment/api'],
  ['worker', 'deployments/api.shop', 'deployment/worker worker → api:8080 shop deployment/api'],
  ['worker', 'pod/x:80', 'deployment/worker worker → x:80 shop pod/x'],
  ['po/x', 'sts/postgres.database:9187', 'pod/x x → postgres:9187 database statefulset/postgres'],
  ['api-7c9d8b6f5-x2x4z', 'x:80', 'deployment/api api → x:80 shop pod/x'],
  ['api-v2-7c9d8b6f5-x2x4z', 'x:80', 'deployment/api-v2 api-v2 → x:80 shop pod/x'],
  [
    'pod/postgres-1.database',
    'svc/api.shop.svc.cluster.local:80',
    'statefulset/postgres postgres → api:80 shop service/api',
  ],
  ['api', 'api.database:53/dns', 'deployment/api api → api.database:53/dns database deployment/api'],
  ['worker', 'kube-dns.kube-system:53/dns', 'deployment/worker worker → kube-dns:53/dns kube-system service/kube-dns'],
  ['worker', 'kubernetes.default:443', 'deployment/worker worker → kubernetes:443 10.96.0.1'],
  ['worker', '1.1.1.1:443', 'deployment/worker worker → 1.1.1.1:443 1.1.1.1'],
  ['worker', '[2606:4700::1111]:443', 'deployment/worker worker → 2606-4700--1111:443 2606:4700::1111'],
  ['worker', 'Example.com:443', 'deployment/worker worker → example.com:443 Example.com'],
  ['worker', 'shop.database.:443', 'deployment/worker worker → shop.database:443 shop.database'],
] as const)('%s to %s is %s', ([from, to, words]) => {
  expect(answer(from, to)).toBe(words);
});

test.for([
  ['deplyo/api', 'x:80', '"deplyo" of "deplyo/api" is not a kind of workload; did you mean "deploy"?'],
  ['aip', 'x:80', 'namespace shop has no aip; did you mean "api"?'],
  ['deploy/postgres', 'x:80', 'namespace shop has no deployment/postgres'],
  ['agent', 'x:80', "daemonset/agent in namespace shop cannot be probed: its pods use their node's network"],
  ['down', 'x:80', 'deployment/down in namespace shop cannot be probed: none of its pods is Ready'],
  ['twice', 'x:80', '"twice" can mean deployment/twice or statefulset/twice'],
  ['1.1.1.1', 'x:80', '"1.1.1.1" is a host outside of the cluster, which sends nothing'],
  ['worker', 'postgres.databse:5432', 'there is no namespace "databse"; did you mean "database"?'],
  ['worker', 'svc/postgres.nowhere:5432', 'there is no namespace "nowhere"; there is database'],
  ['worker', 'svc/apo:80', 'namespace shop has no service/apo; did you mean "api"?'],
  ['worker', 'apo:80', 'namespace shop has no apo; did you mean "api"?'],
  ['worker', 'postgres.database:5433', 'database service/postgres does not declare 5433; it declares 5432'],
  ['worker', 'sts/postgres.database', 'database statefulset/postgres needs a port; it declares 5432, 9187'],
  ['x', 'deploy/worker', 'shop deployment/worker needs a port; it declares no port'],
  ['worker', '1.1.1.1', '"1.1.1.1" has no port'],
  ['worker', 'api:http', '"http" of "api:http" is no port'],
  ['worker', 'api:99999', '"99999" of "api:99999" is no port'],
  ['api', 'svc/api:80', 'shop service/api would send to itself'],
  ['api', 'deploy/api:8080', 'shop deployment/api would send to itself'],
] as const)('%s to %s is refused: %s', ([from, to, text]) => {
  expect(() => answer(from, to)).toThrow(text);
  expect(() => answer(from, to)).toThrow(UsageError);
});

test('the namespaces of both ends are read, each once', () => {
  const read = (to: string): string =>
    readQuestion({ from: 'worker', to, namespace: 'shop' }, namespaces).namespaces.join(' ');
  expect([read('postgres.database:5432'), read('api'), read('1.1.1.1:443')]).toEqual(['shop database', 'shop', 'shop']);
});
