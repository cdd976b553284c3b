import { expect, test } from 'vitest';
import { renderMarkdown } from '../../../src/reporters/markdown/report.ts';
import { reportOf, resultOf, stageOf } from '../../helpers/report.ts';
import { badReport, failedReport, goodReport, untidyReport } from '../../helpers/sample-report.ts';

test('stages that are as expected are folded away', () => {
  expect(renderMarkdown(goodReport)).toMatchInlineSnapshot(`
    "## ✅ flowproof task-api: PASS

    **3 flows in 2 stages as expected**

    kind cluster flowproof, Kubernetes v1.34.4, Calico v3.31.0; connect timeout 3 s; took 1 min 42 s

    <details><summary>✅ Stage <b>default-deny</b>: 1 as expected</summary>

    Nobody talks to anybody. Policies in force after 90 ms.

    | from ↓ to → | task-api:8000/http | coredns:53/dns |
    | --- | :-: | :-: |
    | **postgres** | · |  |
    | **gateway** |  |  |

    · blocked, blank: not probed

    </details>

    <details><summary>✅ Stage <b>dns</b>: 2 as expected</summary>

    | from ↓ to → | task-api:8000/http | coredns:53/dns |
    | --- | :-: | :-: |
    | **postgres** | · |  |
    | **gateway** |  | ✅ |

    ✅ allowed, · blocked, blank: not probed

    </details>
    "
  `);
});

test('a stage that differs is open, and its flows are told in full', () => {
  expect(renderMarkdown(badReport)).toMatchInlineSnapshot(`
    "## ❌ flowproof task-api: FAIL

    **2 of 7 flows in 2 stages differ: 1 let through that should be blocked, 1 cut off that should be allowed, 1 inconclusive, 1 flaky, 3 as expected**

    kind cluster flowproof, Kubernetes v1.34.4, Calico v3.31.0; connect timeout 3 s; took 1 min 42 s

    <details><summary>✅ Stage <b>default-deny</b>: 1 as expected</summary>

    Policies in force after 90 ms.

    | from ↓ to → | postgres:5432 | task-api:8000/http | coredns:53/dns |
    | --- | :-: | :-: | :-: |
    | **postgres** |  | · |  |
    | **gateway** |  |  |  |
    | **worker** |  |  |  |

    · blocked, blank: not probed

    </details>

    ### Stage dns: 2 mismatches, 1 inconclusive, 1 flaky, 2 as expected

    Names can be looked up. Policies in force after 90 ms.

    | from ↓ to → | postgres:5432 | task-api:8000/http | coredns:53/dns |
    | --- | :-: | :-: | :-: |
    | **postgres** |  | · |  |
    | **gateway** | ❓ | ❌ **CUT** | ✅ |
    | **worker** | ❌ **LEAK** |  | ⚠️ flaky |

    ✅ allowed, · blocked, ❌ **LEAK** got through, should be blocked, ❌ **CUT** did not get through, should be allowed, ⚠️ flaky got through, not at every try, ❓ inconclusive, blank: not probed

    ### Mismatches

    <details><summary>❌ <b>CUT</b> gateway → task-api:8000/http in stage dns</summary>

    - expected: allowed, by scenarios/task-api/scenario.yaml:12
    - observed: blocked
    - meaning: cut off, although it should be allowed: nothing answered, although the target listens
    - cause: policy-wrong (egress-port-not-allowed): the policies block this: no egress rule of allow-out (policies.yaml:41) matches port 8000; the rule for app=task-api in namespace task-api allows 80
    - target: task-api/task-api-6c-x listens: seen from inside its own pod
    - evidence: rounds 1, 2, 3, gateway/flowproof-gateway-0 on flowproof-worker → 10.96.7.21:8000: blocked (curl exit code 28, total 3.001 to 3.004 s): Connection timed out after 3001 milliseconds

    \`\`\`sh
    kubectl run by-hand --rm -i --restart=Never -n gateway --image=curlimages/curl:8.16.0 --command -- curl -sv -o /dev/null --connect-timeout 3 --max-time 4 http://10.96.7.21:8000/
    \`\`\`

    </details>

    <details><summary>❌ <b>LEAK</b> worker → postgres:5432 in stage dns</summary>

    - expected: blocked, by scenarios/task-api/scenario.yaml:41
    - because:
      - The worker has no business in the database
      - incident 4711: the migration job rewrites it at night
    - observed: allowed
    - meaning: LEAK: it got through, although it should be blocked
    - cause: not-enforced: the policies block this and it got through: your CNI did not enforce it
    - target: postgres/postgres-0 listens: seen from inside its own pod
    - evidence:
      - round 1, worker/worker-7d9f-abcde on flowproof-worker → 10.96.3.4:5432: allowed (curl exit code 52, connect 0.001 s, total 0.003 s, HTTP 200): Empty reply from server
      - round 1, worker/worker-7d9f-fghij on flowproof-worker2 → 10.96.3.4:5432: blocked (curl exit code 28, total 3.002 s): Connection timed out after 3002 milliseconds

    \`\`\`sh
    kubectl run by-hand --rm -i --restart=Never -n worker --image=curlimages/curl:8.16.0 --command -- curl -sv -o /dev/null --connect-timeout 3 --max-time 4 http://10.96.7.21:5432/
    \`\`\`

    </details>

    ### Inconclusive

    <details><summary>❓ gateway → postgres:5432 in stage dns</summary>

    - expected: blocked, by scenarios/task-api/scenario.yaml:12
    - observed: blocked
    - meaning: blocked, unproven: the target was never seen listening, so its silence proves nothing
    - evidence: round 1, gateway/flowproof-gateway-0 on flowproof-worker → 10.96.7.21:8000: blocked (curl exit code 28, total 3.002 s): Connection timed out after 3002 milliseconds

    \`\`\`sh
    kubectl run by-hand --rm -i --restart=Never -n gateway --image=curlimages/curl:8.16.0 --command -- curl -sv -o /dev/null --connect-timeout 3 --max-time 4 http://10.96.7.21:5432/
    \`\`\`

    </details>

    ### Flaky

    <details><summary>⚠️ flaky worker → coredns:53/dns in stage dns</summary>

    - expected: allowed, by scenarios/task-api/scenario.yaml:12
    - observed: allowed
    - meaning: got through in the end, yet 1 of 2 tries did not (blocked)
    - evidence:
      - round 1, gateway/flowproof-gateway-0 on flowproof-worker → 10.96.7.21:8000: blocked (nslookup exit code 1, total 3.002 s): no answer within 3 s
      - round 2, gateway/flowproof-gateway-0 on flowproof-worker → 10.96.7.21:8000: allowed (nslookup exit code 0, connect 0.001 s, total 0.003 s, HTTP 200): answer 10.96.0.1

    \`\`\`sh
    kubectl run by-hand --rm -i --restart=Never -n worker --image=curlimages/curl:8.16.0 --command -- curl -sv -o /dev/null --connect-timeout 3 --max-time 4 http://10.96.7.21:53/
    \`\`\`

    </details>
    "
  `);
});

test('a run that ended early says why', () => {
  expect(renderMarkdown(failedReport)).toMatchInlineSnapshot(`
    "## ❓ flowproof task-api: INCONCLUSIVE

    **the run ended early, nothing was probed**

    not set up; connect timeout 3 s; took 1 min 42 s

    **The run ended early (EnvironmentError); nothing after this was probed.**

    \`\`\`
    pod postgres/postgres-0 did not become ready within 120 s:
    Back-off pulling image "postgres:19"
    \`\`\`

    Load the image into the cluster, or correct its name.
    "
  `);
});

test('what could not be removed is told under the verdict, which stands', () => {
  expect(renderMarkdown(untidyReport).split('\n\n').slice(0, 6)).toMatchInlineSnapshot(`
    [
      "## ✅ flowproof task-api: PASS",
      "**3 flows in 2 stages as expected**",
      "kind cluster flowproof, Kubernetes v1.34.4, Calico v3.31.0; connect timeout 3 s; took 1 min 42 s",
      "**Not everything is removed. What was found stands.**",
      "\`\`\`
    still there, and nothing changed for 60 s: Namespace task-api
    \`\`\`",
      "Delete by hand: kubectl delete ns,all,networkpolicy -A -l flowproof.dev/run=3f2a91bc",
    ]
  `);
});

test('words of users are neither Markdown nor HTML', () => {
  const name = 'a|b `c` <script>alert(1)</script> **bold** [link](http://x) &amp; #1 @somebody\n# heading';
  const result = resultOf({ flow: 'a → b:80', name, outcome: 'mismatch', verdict: 'blocked' });
  const text = renderMarkdown(reportOf({ stages: [stageOf({ results: [result] })] }));
  expect(text.split('\n').filter((line) => line.startsWith('- because'))).toMatchInlineSnapshot(`
    [
      "- because: a&#124;b &#96;c&#96; &#60;script&#62;alert(1)&#60;/script&#62; &#42;&#42;bold&#42;&#42; &#91;link&#93;(http://x) &#38;amp; &#35;1 &#64;somebody &#35; heading",
    ]
  `);
});

test('the fence around a command is longer than any run of backticks in it', () => {
  const reproduce = 'sh -c "echo ```` `date`"';
  const result = resultOf({ flow: 'a → b:80', reproduce, outcome: 'mismatch', verdict: 'blocked' });
  const text = renderMarkdown(reportOf({ stages: [stageOf({ results: [result] })] }));
  expect(text).toContain(`\n\`\`\`\`\`sh\n${reproduce}\n\`\`\`\`\`\n`);
});
