import { expect, test } from 'vitest';
import { renderCheckGithub } from '../../../src/reporters/github/check.ts';
import { badCheck, partialCheck, unknownCheck } from '../../helpers/sample-check.ts';

test('a finding is an error at the line of the policy, or else where it is declared', () => {
  expect(renderCheckGithub(badCheck)).toMatchInlineSnapshot(`
    "::error file=scenario.yaml,line=7,col=12,title=flowproof%3A selected-by-no-policy%2C stages closed%2C later::api → cart:8080 should be blocked, yet the policies allow this: no policy isolates egress of shop/api; no policy isolates ingress of shop/cart (declared in scenario.yaml:7)%0AThe same cause: stranger → cart:8080 in stages closed, later.
    ::error file=policies.yaml,line=5,col=102,title=flowproof%3A ingress-port-not-allowed%2C stages closed%2C later::cart → api:8080 should be allowed, yet the policies block this: no ingress rule of allow (policies.yaml:2) matches port 8080; the rule for every pod in namespace shop allows 80 (declared in scenario.yaml:9)%0ATry: allow port 8080 instead of 80.%0A--- a/policies.yaml%0A+++ b/policies.yaml%0A@@ -2,4 +2,4 @@%0A apiVersion: networking.k8s.io/v1%0A kind: NetworkPolicy%0A metadata: { name: allow, namespace: shop }%0A-spec: { podSelector: { matchLabels: { app: api } }, ingress: [{ from: [{ podSelector: {} }], ports: [{ port: 80 }] }] }%0A\\ No newline at end of file%0A+spec: { podSelector: { matchLabels: { app: api } }, ingress: [{ from: [{ podSelector: {} }], ports: [{ port: 8080 }] }] }%0A\\ No newline at end of file
    the policies mean something else for 6 of 12 flows in 3 stages
    "
  `);
});

test('a policy that is not understood is a notice, and an unknown flow a warning', () => {
  expect(renderCheckGithub(partialCheck)).toMatchInlineSnapshot(`
    "::notice file=policies.yaml,line=13,col=1,title=flowproof%3A partial::GlobalNetworkPolicy pass is not understood: it may allow or deny more than is said here
    12 flows in 3 stages: the policies mean what is declared; partial: some policies are not understood
    "
  `);
  expect(renderCheckGithub(unknownCheck)).toMatchInlineSnapshot(`
    "::warning file=scenario.yaml,line=5,col=12,title=flowproof%3A stage empty::stranger → cart:80 cannot be told: its sender or its receiver has no pods
    1 cannot be told, for want of pods
    "
  `);
});

test('what would end a command or its properties is escaped', () => {
  const { flow, ...rest } = badCheck.stages[1]?.results.find(({ reason }) => reason?.position) ?? {};
  const position = { file: 'a,b:c%.yaml', line: 3, column: 5 };
  const result = { ...rest, flow, reason: { code: 'selected-by-no-policy', text: '50 %\nof', position } };
  const report = { ...badCheck, stages: [{ name: 'x', results: [result], foreign: [] }] } as typeof badCheck;
  expect(renderCheckGithub(report)).toMatch(/^::error file=a%2Cb%3Ac%25.yaml,line=3,col=5,title=.*50 %25%0Aof/);
});
