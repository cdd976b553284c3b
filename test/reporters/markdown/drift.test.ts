import { expect, test } from 'vitest';
import { renderDriftJson } from '../../../src/reporters/json/drift.ts';
import { renderDriftMarkdown } from '../../../src/reporters/markdown/drift.ts';
import { renderMarkdown } from '../../../src/reporters/markdown/report.ts';
import { drift, endedDrift, twoNights } from '../../helpers/sample-drift.ts';

test('changes are a table, those that the scenario does not expect first and in full', () => {
  expect(renderDriftMarkdown(drift, 'fail')).toMatchInlineSnapshot(`
    "## ❌ flowproof shop, what changed: FAIL

    **1 change that the scenario does not expect, 1 flow unknown now, 3 changes as the scenario expects, 1 known mismatch still there, 1 inconclusive as before**

    Before: run 3f2a91bc of 2026-01-04 02:00:00 UTC, cluster staging. Now: run 3f2a91bc of 2026-01-05 02:00:00 UTC, cluster staging.

    ### Changes

    |  | change | flow | stage | before and now |
    | --- | --- | --- | --- | --- |
    | ❌ | newly open | worker → db:5432 | final | was blocked, is allowed |
    | ❓ | unknown now | api → db:5432 | final | was allowed, is unknown |
    | ✅ | newly closed | guest → api:80 | final | was allowed, is blocked; expected blocked now |
    | ✅ | new | guest → cache:6379 | final | is blocked |
    | ✅ | no longer probed | guest → old:80 | final | was allowed |

    ### Endpoints and policies

    - endpoints that are new: cache
    - endpoints no longer probed: old
    - policies that are new: NetworkPolicy shop/allow
    - policies that are gone: NetworkPolicy shop/old
    - policies that were changed: NetworkPolicy shop/deny

    ### Known mismatches, still there

    | flow | stage | meaning |
    | --- | --- | --- |
    | guest → db:5432 | final | blocked, as expected |

    ### Still inconclusive

    | flow | stage | meaning |
    | --- | --- | --- |
    | worker → api:80 | final | nobody saw it listen |

    ### Changes that the scenario does not expect

    <details><summary>❌ <b>LEAK</b> worker → db:5432 in stage final</summary>

    - change: newly open: was blocked, is allowed
    - expected: blocked, by scenarios/task-api/scenario.yaml:12
    - observed: allowed
    - meaning: LEAK: it got through, although it should be blocked

    \`\`\`sh
    kubectl run by-hand
    \`\`\`

    </details>

    ### Unknown now

    <details><summary>❓ api → db:5432 in stage final</summary>

    - change: unknown now: was allowed, is unknown
    - expected: allowed, by scenarios/task-api/scenario.yaml:12
    - observed: failed
    - meaning: nothing was learnt
    - evidence: round 1, gateway/flowproof-gateway-0 on flowproof-worker → 10.96.7.21:8000: allowed (curl exit code 0, connect 0.001 s, total 0.003 s): HTTP 200

    \`\`\`sh
    kubectl run by-hand --rm -i --restart=Never -n api --image=curlimages/curl:8.16.0 --command -- curl -sv -o /dev/null --connect-timeout 3 --max-time 4 http://10.96.7.21:5432/
    \`\`\`

    </details>
    "
  `);
});

test('a run that ended early says why', () => {
  expect(renderDriftMarkdown(endedDrift, 'inconclusive')).toContain('**The run ended early (EnvironmentError)');
});

test('a whole report begins with what changed, whose verdict is the verdict', () => {
  const text = renderMarkdown(twoNights[1], drift);
  expect(text.slice(0, text.indexOf('### Stage'))).toMatchInlineSnapshot(`
    "## ❌ flowproof shop: FAIL

    **1 change that the scenario does not expect, 1 flow unknown now, 3 changes as the scenario expects, 1 known mismatch still there, 1 inconclusive as before**, compared with run 3f2a91bc of 2026-01-04 02:00:00 UTC, cluster staging

    The whole run: 2 of 6 flows in 1 stage differ: 2 let through that should be blocked, 2 inconclusive, 2 as expected

    cluster staging; connect timeout 3 s; took 1 min 42 s

    ### Changes

    |  | change | flow | stage | before and now |
    | --- | --- | --- | --- | --- |
    | ❌ | newly open | worker → db:5432 | final | was blocked, is allowed |
    | ❓ | unknown now | api → db:5432 | final | was allowed, is unknown |
    | ✅ | newly closed | guest → api:80 | final | was allowed, is blocked; expected blocked now |
    | ✅ | new | guest → cache:6379 | final | is blocked |
    | ✅ | no longer probed | guest → old:80 | final | was allowed |

    ### Endpoints and policies

    - endpoints that are new: cache
    - endpoints no longer probed: old
    - policies that are new: NetworkPolicy shop/allow
    - policies that are gone: NetworkPolicy shop/old
    - policies that were changed: NetworkPolicy shop/deny

    ### Known mismatches, still there

    | flow | stage | meaning |
    | --- | --- | --- |
    | guest → db:5432 | final | blocked, as expected |

    ### Still inconclusive

    | flow | stage | meaning |
    | --- | --- | --- |
    | worker → api:80 | final | nobody saw it listen |

    "
  `);
  expect(text).toContain('### Stage final: 2 mismatches, 2 inconclusive, 2 as expected');
  expect(text).toContain('### Mismatches');
});

test('programs get every change with both sides', () => {
  const { changes, ...rest } = JSON.parse(renderDriftJson(drift, 'fail'));
  expect(rest).toMatchObject({
    schemaVersion: 1,
    outcome: 'fail',
    older: { startedAt: '2026-01-04T02:00:00.000Z' },
    newer: { startedAt: '2026-01-05T02:00:00.000Z', flowCount: 6 },
    endpoints: { new: ['cache'], vanished: ['old'] },
  });
  expect(changes).toHaveLength(drift.changes.length);
  expect(changes[1]).toEqual({
    kind: 'opened',
    expected: 'unexpected',
    stage: 'final',
    from: 'worker',
    to: 'db',
    port: { number: 5432, protocol: 'tcp' },
    before: { expect: 'blocked', outcome: 'as-expected', verdict: 'blocked', explanation: 'blocked, as expected' },
    after: {
      expect: 'blocked',
      outcome: 'mismatch',
      verdict: 'allowed',
      explanation: 'LEAK: it got through, although it should be blocked',
    },
  });
});
