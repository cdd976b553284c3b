import { expect, test } from 'vitest';
import type { Manifest } from '../../src/model/scenario.ts';
import { EnvironmentError, UsageError } from '../../src/model/errors.ts';
import { neverAborted } from '../../src/environments/never-aborted.ts';
import { renderPage } from '../../src/app/html-page.ts';
import { ask, survey, type SurveyedCluster } from '../../src/app/probe.ts';
import { contentOfSurvey } from '../../src/reporters/html/survey.ts';
import { renderAnswer } from '../../src/reporters/terminal/answer.ts';
import { renderSurvey } from '../../src/reporters/terminal/survey.ts';
import { renderSurveyJson } from '../../src/reporters/json/survey.ts';
import { dataOf } from '../helpers/html-page.ts';
import { liveNamespace, liveObjects, livePolicy, liveService, liveWorkload } from '../helpers/live.ts';
import { memoryEnvironment, type Lets } from '../helpers/memory-environment.ts';

const spaces = liveObjects(...['shop', 'data', 'other'].map(liveNamespace));
const objects: Readonly<Record<string, readonly Manifest[]>> = {
  shop: liveObjects(
    liveWorkload('shop/api', { ports: [80] }),
    liveService('shop/api', { app: 'api', ports: [80] }),
    liveWorkload('shop/worker'),
    liveWorkload('shop/agent', { kind: 'DaemonSet', hostNetwork: true }),
    livePolicy('shop/ingress', '{ podSelector: {}, ingress: [{ from: [{ podSelector: {} }] }] }'),
    livePolicy(
      'shop/to-data',
      '{ podSelector: { matchLabels: { app: api } }, policyTypes: [Egress], egress: [{ to: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: data } } }] }] }',
    ),
  ),
  data: liveObjects(liveWorkload('data/db', { kind: 'StatefulSet', ports: [5432] })),
  other: liveObjects(liveWorkload('other/unasked', { ports: [1] })),
};

interface Opened {
  /** How often each pair was tried, `from to`. */
  readonly tries: Map<string, number>;
  readonly cluster: SurveyedCluster;
}

function clusterThat(lets: Lets): Opened {
  const tries = new Map<string, number>();
  const counted: Lets = (from, to, port) => {
    tries.set(`${from} ${to}`, (tries.get(`${from} ${to}`) ?? 0) + 1);
    return lets(from, to, port);
  };
  const cluster: SurveyedCluster = {
    runId: 'r',
    toolNamespace: 'flowproof',
    overview: async () => ({ namespaces: spaces, apiServer: { host: '10.96.0.1', port: 443 } }),
    read: async (names) => ({ manifests: names.flatMap((name) => objects[name] ?? []), unseen: [] }),
    open: async (scenario) => memoryEnvironment(scenario, counted),
  };
  return { tries, cluster };
}

const options = {
  namespace: 'shop',
  connectTimeoutMs: 3000,
  progress: { step: () => {}, detail: () => {} },
  signal: neverAborted,
};
const outside = { host: '1.1.1.1', port: 443 };
const screen = { width: 100, color: false };
const withoutTimes = (text: string): string => text.replaceAll(/\b\d+(\.\d+)? m?s\b/g, 'T');

/** What the policies mean, but for what a test changes; nobody is at the metadata address or outside. */
const asMeant: Lets = (from, to) => {
  if (to === 'metadata' || to === 'outside-address') return false;
  if (from === 'api') return to === 'db';
  return to === 'api' ? from === 'worker' : true;
};

test('a survey finds the namespaces that policies name, and shows what it observed', async () => {
  const { cluster, tries } = clusterThat(
    (from, to, port) => (from === 'stranger' && to === 'api') || asMeant(from, to, port),
  );
  const found = await survey(cluster, { ...options, outside });
  expect(withoutTimes(renderSurvey(found, screen))).toMatchInlineSnapshot(`
    "flowproof probe shop
    in memory
    shop daemonset/agent is left out: its pods use their node's network, which no policy selects.
    Look-ups are not probed: no Service kube-dns in kube-system leads to a Ready pod.

              api:80  db:5432  api-server:443  metadata:80  outside-address:443
    api               ✓        ·               ?            ?
    worker    ✓       ✓        ✓               ?            ?
    db        ·                ✓               ?            ?
    stranger  LEAK    ✓        ✓               ?            ?

    ✓ allowed   · blocked   LEAK got through, although the policies block it
    ? nothing is certain, for instance because nothing listens there   blank: not probed

    ── what stands out ─────────────────────────────────────────────────────────────────────────────────
    high    got through, although the policies block it
            stranger → api:80
    high    reachable from any namespace: the stranger got through
            api:80
    medium  reaches the API server
            worker
    low     only ingress is isolated: no NetworkPolicy selects it for egress
            worker

    18 flows, 34 probes in T, T in all.
    "
  `);
  expect(renderSurvey(found, screen, 'quiet')).toMatch(/^── what stands out [^]*\n\n18 flows, 34 probes in .*\n$/);
  const attempts = renderSurvey(found, screen, 'verbose').split('every attempt\n')[1]?.split('\n\n')[0] ?? '';
  expect(attempts.split('\n').filter((line) => /^\S/.test(line))).toHaveLength(18);
  expect(attempts).toMatch(/^worker → outside-address:443: unclear: .*\n(.*\n)* {3}round 2, worker/m);
  expect(tries.get('worker outside-address'), 'silence that the policies do not explain is tried twice').toBe(2);
  expect(tries.get('api outside-address'), 'silence that they explain is believed').toBe(1);
});

test('one question has one answer, with the evidence and the policies', async () => {
  const { cluster } = clusterThat(asMeant);
  const answered = await ask(cluster, { ...options, from: 'worker', to: 'db.data:5432' });
  expect(withoutTimes(renderAnswer(answered, screen))).toMatchInlineSnapshot(`
    "flowproof probe worker → db:5432
    in memory

    ALLOWED
       target    db/db-1 listens: seen from inside its own pod
       evidence  round 1, worker/worker-1 → 10.0.0.1:5432: allowed (curl exit code 0, connect T,
                   total T): HTTP 200
       by hand
    in worker/worker-1: curl -sv -o /dev/null --http0.9 --connect-timeout 3 --max-time 4 http://10.0.0.1:5432/

    The policies allow this:

    shop/worker-7c9d8b6f5-x2x40 (app=worker) → data/db-0 (app=db), port 5432: allowed
      egress of shop/worker-7c9d8b6f5-x2x40: allowed, because no policy selects it for egress
      ingress of data/db-0: allowed, because no policy selects it for ingress

    T in all.
    "
  `);
});

test('one question is answered quietly in a line, and verbosely with every attempt', async () => {
  const { cluster } = clusterThat(asMeant);
  const answered = await ask(cluster, { ...options, from: 'worker', to: 'db.data:5432' });
  expect(renderAnswer(answered, screen, 'quiet')).toBe('ALLOWED\n');
  const path = answered.flow?.paths[0];
  const [attempt] = path?.attempts ?? [];
  if (!answered.flow || !path || !attempt) throw new Error('nothing was tried');
  const paths = [{ ...path, attempts: [attempt, { ...attempt, round: 2 }] }];
  const twice = { ...answered, flow: { ...answered.flow, paths } };
  expect(renderAnswer(twice, screen, 'verbose').match(/round \d, worker/g)).toEqual([
    'round 1, worker',
    'round 2, worker',
  ]);
  expect(renderAnswer(twice, screen)).toContain('rounds 1, 2, worker');
});

test('the silence of a host outside means something where somebody else gets through', async () => {
  const to = '203.0.113.7:443';
  const seenBy = clusterThat((from) => from === 'witness');
  const blocked = await ask(seenBy.cluster, { ...options, from: 'api', to });
  expect(renderAnswer(blocked, screen)).toMatch(/^BLOCKED\n +target +seen by witness/m);
  const unseen = await ask(clusterThat(() => false).cluster, { ...options, from: 'api', to });
  expect(renderAnswer(unseen, screen)).toMatch(/^INCONCLUSIVE: nothing answered, and nothing was seen listening$/m);
});

test('a cluster that does not do what its policies mean is told so', async () => {
  const { cluster } = clusterThat(() => true);
  const answered = await ask(cluster, { ...options, namespace: 'data', from: 'sts/db', to: 'api.shop' });
  expect(withoutTimes(renderAnswer(answered, screen))).toMatchInlineSnapshot(`
    "flowproof probe db → api:80
    in memory

    ALLOWED
       target    api/api-1 listens: seen from inside its own pod
       evidence  round 1, db/db-1 → 10.0.0.1:80: allowed (curl exit code 0, connect T, total
                   T): HTTP 200
       by hand
    in db/db-1: curl -sv -o /dev/null --http0.9 --connect-timeout 3 --max-time 4 http://10.0.0.1:80/

    The cluster does not do what its policies mean: they block this:

    data/db-0 (app=db) → shop/api-7c9d8b6f5-x2x40 (app=api), port 80: blocked
      egress of data/db-0: allowed, because no policy selects it for egress
      ingress of shop/api-7c9d8b6f5-x2x40: denied, because no rule of the policies that select it
        matches
        ingress, rule 1 (NetworkPolicy shop/ingress of cluster test, spec.ingress[0]), every port from
          every pod in namespace shop: another peer: without a namespaceSelector its podSelector {}
          means namespace shop

    T in all.
    "
  `);
});

test('which side dropped a flow is told where it is known', async () => {
  const { cluster } = clusterThat(() => false);
  const answered = await ask(cluster, { ...options, from: 'worker', to: 'db.data:5432' });
  expect(renderAnswer(answered, screen)).not.toContain('triangulated');
  const [attempt] = answered.flow?.paths[0]?.attempts ?? [];
  if (!answered.flow || !attempt) throw new Error('nothing was tried');
  const explanation = 'ingress of the target seems to drop it';
  const triangulation = { side: 'ingress', explanation, attempts: [attempt, attempt] } as const;
  const flow = { ...answered.flow, triangulation };
  expect(renderAnswer({ ...answered, flow }, screen)).toMatch(
    /^BLOCKED\n +target .*\n +side +triangulated: ingress of the target seems to drop it$/m,
  );
});

test('a survey is JSON as well: what was seen, beside what the policies mean', async () => {
  const { cluster } = clusterThat((from, to, port) => (from === 'stranger' && to === 'api') || asMeant(from, to, port));
  const found = await survey(cluster, { ...options, outside });
  const json = JSON.parse(renderSurveyJson(found)) as ObservedJson;
  expect(json).toMatchObject({ schemaVersion: 1, runId: 'r', environment: 'in memory', notes: found.observed.notes });
  expect(json.flows.length).toBe(found.flows.length);
  const flow = (from: string, to: string): object | undefined =>
    json.flows.find((one) => one.from === from && one.to === to);
  expect(flow('stranger', 'api')).toMatchObject({
    port: { number: 80, protocol: 'tcp' },
    seen: { kind: 'allowed' },
    policies: { verdict: 'blocked', sure: true },
  });
  expect(flow('worker', 'outside-address')).toMatchObject({
    seen: { kind: 'unclear', why: 'nothing answered, and nothing was seen listening' },
    policies: { verdict: 'allowed', sure: true },
    attempts: [{ round: 1 }, { round: 2 }],
  });
  expect(JSON.stringify(json), 'nobody expected anything').not.toMatch(/"(expect|outcome)"/);
  expect(json.standsOut[0]).toMatchObject({ severity: 'high', objects: ['stranger → api:80'] });
});

test('a survey is a page as well, and one of a cluster that enforces nothing says so', async () => {
  const { cluster } = clusterThat(() => true);
  const note = 'Policies are not enforced here: a path stayed open.';
  const open: SurveyedCluster['open'] = async (...args) => ({ ...(await cluster.open(...args)), notes: [note] });
  const found = await survey({ ...cluster, open }, { ...options, outside });
  const { title, outcome, headline, notes, findings, stages } = dataOf(renderPage(contentOfSurvey(found)));
  expect({ title, outcome, headline }).toMatchInlineSnapshot(`
    {
      "headline": "18 flows as they are; nobody declared what should be",
      "outcome": "observed",
      "title": "shop",
    }
  `);
  expect(notes).toContain(note);
  expect(findings[0]).toMatchObject({ mark: 'leak', title: 'got through, although the policies block it' });
  expect(stages).toHaveLength(1);
});

interface ObservedJson {
  readonly flows: readonly { readonly from: string; readonly to: string }[];
  readonly standsOut: readonly object[];
}

test('a run that fails is reported with what is known', async () => {
  const cluster: SurveyedCluster = {
    ...clusterThat(() => true).cluster,
    open: async () => await Promise.reject(new EnvironmentError('no room', 'Make some.')),
  };
  const { observed, flow } = await ask(cluster, { ...options, from: 'worker', to: 'api' });
  expect([observed.failure?.message, flow]).toEqual(['no room', undefined]);
  const found = await survey(cluster, { ...options, outside });
  expect(renderSurvey(found, screen)).toContain('no room');
});

test('what could not be removed is told beside what was observed', async () => {
  const { cluster } = clusterThat(asMeant);
  const stuck = new EnvironmentError('still there: pod shop/stand-in', 'Delete it.');
  const open: SurveyedCluster['open'] = async (scenario, live) => ({
    ...(await cluster.open(scenario, live)),
    [Symbol.asyncDispose]: async () => {
      throw stuck;
    },
  });
  const found = await survey({ ...cluster, open }, { ...options, outside });
  expect(renderSurvey(found, screen)).toContain(`${stuck.message}\n${stuck.hint}\n`);
  const json = JSON.parse(renderSurveyJson(found)) as object;
  expect(json).toMatchObject({ leftovers: { message: stuck.message, hint: stuck.hint } });
  const answered = await ask({ ...cluster, open }, { ...options, from: 'worker', to: 'api' });
  expect(renderAnswer(answered, screen)).toMatch(/^ALLOWED[^]*still there: pod shop\/stand-in\nDelete it\./m);
});

test('a namespace that is not there is refused before anything is probed', async () => {
  const { cluster } = clusterThat(() => true);
  const refused = survey(cluster, { ...options, namespace: 'shpo', outside });
  await expect(refused).rejects.toThrow('there is no namespace "shpo"; did you mean "shop"?');
  await expect(refused).rejects.toBeInstanceOf(UsageError);
});
