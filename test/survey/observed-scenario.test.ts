import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { flowLabel } from '../../src/model/label.ts';
import type { AttemptVerdict } from '../../src/model/report.ts';
import type { Cell } from '../../src/model/scenario.ts';
import { parseScenario, resolveScenario } from '../../src/scenario/parse-scenario.ts';
import { surroundingManifests, expandLive } from '../../src/survey/expand.ts';
import { observedScenario, type ProbedSurvey } from '../../src/survey/observed-scenario.ts';
import { surveyOf } from '../../src/survey/survey-of.ts';
import { dnsObjects, liveNamespace, liveObjects, liveService, liveWorkload } from '../helpers/live.ts';
import { seenOf } from '../../src/verdict/reading.ts';
import { observationOf } from '../helpers/report.ts';

const apiServer = { host: '10.96.0.1', port: 443 };
const manifests = [
  ...surroundingManifests({ toolNamespace: 'flowproof', apiServer }),
  ...liveObjects(
    liveNamespace('shop'),
    dnsObjects,
    liveWorkload('shop/api', { ports: [8080, '8080/UDP'] }),
    liveWorkload('shop/web', { ports: [80, 81] }),
    liveService('shop/web', { app: 'web', ports: [80, 81] }),
    liveWorkload('shop/worker'),
  ),
];
const outside = { host: '1.1.1.1', port: 443 };
const { draft } = surveyOf({ namespace: 'shop', manifests, toolNamespace: 'flowproof', apiServer, outside });
const scenario = expandLive(draft, manifests);
const [stage] = scenario.stages;
const flows = stage?.flows ?? [];

type Surveyed = ProbedSurvey['flows'][number];

/** What a flow showed: `listens` tells whether somebody saw its target do so. */
function seen(flow: Cell, verdict: AttemptVerdict, listens = true): Surveyed {
  return { flow, seen: seenOf(observationOf({ flow, seen: verdict, listening: listens ? 'api listens' : undefined })) };
}

const write = (surveyed: readonly Surveyed[], remarks: readonly string[] = []): string =>
  observedScenario({ draft, scenario, flows: surveyed, remarks });
const expand = (text: string): string[] =>
  (resolveScenario(parseScenario(text, 's.yaml'), [], manifests).stages[0]?.flows ?? []).map(
    (flow) => `${flowLabel(flow)} ${flow.expect}`,
  );

test('most is blocked: the others are listed, and what is not sure is a comment', () => {
  const results = flows.map((flow) => {
    if (flow.to === 'metadata' || flow.to === 'outside-address') return seen(flow, 'blocked', false);
    if (flow.to === 'web' && flow.port.number === 81) return seen(flow, 'refused', false);
    if (flow.to === 'kube-dns' || (flow.to === 'web' && flow.from !== 'stranger')) return seen(flow, 'allowed');
    return seen(flow, 'blocked');
  });
  const text = write(results, ['Observed by flowproof in kind-x.', 'Correct it by hand.']);
  expect(text).toMatchInlineSnapshot(`
    "# Observed by flowproof in kind-x.
    # Correct it by hand.
    name: shop

    endpoints:
      api: { pods: { namespace: shop, workload: deployment/api, ports: [8080, '8080/udp'] } }
      web: { pods: { namespace: shop, workload: deployment/web, service: web, ports: [80] } }
      worker: { pods: { namespace: shop, workload: deployment/worker } }
      stranger: { client: { namespace: flowproof } }
      kube-dns: { host: { address: '10.96.0.10', ports: ['53/dns', '53/dns-tcp'] } }
      api-server: { host: { address: '10.96.0.1', ports: [443] } }

    otherwise: blocked
    flows:
      - { from: '*', to: ['web:80', 'kube-dns:53/dns', 'kube-dns:53/dns-tcp'], expect: allowed }
      - { from: stranger, to: 'web:80', expect: blocked }

    # Left out, because it is not certain:
    # api, worker, stranger → web:81: the connection was refused and nothing listens there: the server is down, or serves another port
    # api, web, worker, stranger → metadata:80: nothing answered, and nothing was seen listening
    # api, web, worker, stranger → outside-address:443: nothing answered, and nothing was seen listening
    "
  `);
});

test('one flow that is not sure keeps otherwise from naming it', () => {
  const results = flows.map((flow) =>
    flow.from === 'worker' && flow.to === 'web' ? seen(flow, 'failed') : seen(flow, 'allowed'),
  );
  const text = write(results);
  expect(text).not.toContain('otherwise');
  expect(expand(text)).not.toContain('worker → web:80 allowed');
  expect(expand(text)).toContain('stranger → web:80 allowed');
});

test('a port that opens on some paths only is not written down', () => {
  const results = flows.map((flow): Surveyed => {
    if (flow.from !== 'api' || flow.to !== 'web') return seen(flow, 'blocked');
    const paths = (['allowed', 'blocked'] as const).flatMap((verdict) => observationOf({ flow, seen: verdict }).paths);
    return { flow, seen: seenOf({ paths, listening: 'web listens' }) };
  });
  expect(write(results)).toContain('# api → web:80: 1 of 2 paths got through, the others did not');
});

test('what is written expands to what was seen, whatever that is', () => {
  const verdicts = fc.constantFrom('allowed', 'allowed', 'blocked', 'blocked', 'refused', 'failed');
  const one = fc.record({ verdict: verdicts, listens: fc.boolean() });
  const matrix = fc.array(one, { minLength: flows.length, maxLength: flows.length });
  // Rarely anything else than allowed and blocked, so that whole matrices are known, too.
  const sure = fc.array(fc.record({ verdict: fc.constantFrom('allowed', 'blocked'), listens: fc.constant(true) }), {
    minLength: flows.length,
    maxLength: flows.length,
  });
  const property = fc.property(fc.oneof(matrix, sure), (cells) => {
    const results = flows.map((flow, index) => seen(flow, cells[index]?.verdict ?? 'failed', cells[index]?.listens));
    const known = flows.flatMap((flow, index) => {
      const { verdict, listens } = cells[index] ?? {};
      return verdict === 'allowed' || (verdict === 'blocked' && listens) ? [`${flowLabel(flow)} ${verdict}`] : [];
    });
    fc.pre(known.length > 0);
    expect(expand(write(results)).toSorted()).toEqual(known.toSorted());
  });
  fc.assert(property, { numRuns: 150 });
});
