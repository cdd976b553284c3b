import { expect, test } from 'vitest';
import { renderCheck } from '../../../src/reporters/terminal/check.ts';
import { badCheck, partialCheck, unknownCheck } from '../../helpers/sample-check.ts';

const screen = { width: 80, color: false };

test('a finding is told once, with the stages that have it, why, and where to look', () => {
  expect(renderCheck(badCheck, screen)).toMatchInlineSnapshot(`
    "flowproof check shop (scenario.yaml)
    what is declared, beside what the policies mean; no cluster was asked

    ── stage open ───────────────────────────────────────────────── 4 as declared ──

    ── stage closed ──────────────────────────── 3 not as declared, 1 as declared ──

              api:8080  cart:8080
    api                 LEAK
    cart      CUT
    stranger  ·         LEAK

    · blocked   LEAK the policies allow it, should be blocked
    CUT the policies block it, should be allowed   blank: not declared

    ── stage later ───────────────────────────── 3 not as declared, 1 as declared ──

              api:8080  cart:8080
    api                 LEAK
    cart      CUT
    stranger  ·         LEAK

    · blocked   LEAK the policies allow it, should be blocked
    CUT the policies block it, should be allowed   blank: not declared

    ── 2 findings ──────────────────────────────────────────────────────────────────

    1. LEAK api → cart:8080 and 1 more in stages closed, later
       also      stranger → cart:8080 in stages closed, later
       declared  blocked, by scenario.yaml:7
       policies  allowed
       why       selected-by-no-policy: no policy isolates egress of shop/api; no
                   policy isolates ingress of shop/cart

    2. CUT cart → api:8080 in stages closed, later
       declared  allowed, by scenario.yaml:9
       because   carts ask the api; incident 4711
       policies  blocked
       why       ingress-port-not-allowed: no ingress rule of allow
                   (policies.yaml:2) matches port 8080; the rule for every pod in
                   namespace shop allows 80
       look at   policies.yaml:5
       try       allow port 8080 instead of 80; no other flow changes for the
                   worse

    --- a/policies.yaml
    +++ b/policies.yaml
    @@ -2,4 +2,4 @@
     apiVersion: networking.k8s.io/v1
     kind: NetworkPolicy
     metadata: { name: allow, namespace: shop }
    -spec: { podSelector: { matchLabels: { app: api } }, ingress: [{ from: [{ podSelector: {} }], ports: [{ port: 80 }] }] }
    \\ No newline at end of file
    +spec: { podSelector: { matchLabels: { app: api } }, ingress: [{ from: [{ podSelector: {} }], ports: [{ port: 8080 }] }] }
    \\ No newline at end of file

    FAIL  the policies mean something else for 6 of 12 flows in 3 stages
    "
  `);
});

test('policies that are not understood are listed, and make the verdict partial', () => {
  expect(renderCheck(partialCheck, screen)).toMatchInlineSnapshot(`
    "flowproof check shop (scenario.yaml)
    what is declared, beside what the policies mean; no cluster was asked

    ── stage open ───────────────────────────────────────────────── 4 as declared ──

    ── stage closed ─────────────────────────────────────────────── 4 as declared ──

    ── stage later ──────────────────────────────────────────────── 4 as declared ──

    ── 1 policy that is not understood ─────────────────────────────────────────────
    policies.yaml:13: GlobalNetworkPolicy pass is not understood: it may allow or
    deny more than is said here

    PASS  12 flows in 3 stages: the policies mean what is declared; partial: some
          policies are not understood
    "
  `);
});

test('a flow without pods is unknown', () => {
  expect(renderCheck(unknownCheck, screen)).toMatchInlineSnapshot(`
    "flowproof check shop (scenario.yaml)
    what is declared, beside what the policies mean; no cluster was asked

    ── stage empty ───────────────────────────── 1 not as declared, 0 as declared ──

              cart:80
    stranger  ?

    ? no pods

    ── stage full ───────────────────────────────────────────────── 1 as declared ──

    ── 1 finding ───────────────────────────────────────────────────────────────────

    1. UNKNOWN stranger → cart:80 in stage empty
       declared  allowed, by scenario.yaml:5
       policies  nothing: its sender or its receiver has no pods

    UNKNOWN  1 cannot be told, for want of pods
    "
  `);
});

test('colours are there only where the screen has them', () => {
  expect(renderCheck(badCheck, { ...screen, color: true })).toContain('\u001B[31m1. LEAK api → cart:8080');
  expect(renderCheck(badCheck, screen)).not.toContain('\u001B');
});
