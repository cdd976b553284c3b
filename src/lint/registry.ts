import type { LintRule } from './rule.ts';
import { removedApiVersion } from './rules/api-version.ts';
import { noDefaultDeny } from './rules/default-deny.ts';
import { dnsEgressAimedWrong } from './rules/dns-aimed-wrong.ts';
import { dnsEgressMissing } from './rules/dns-missing.ts';
import { dnsEgressProtocol } from './rules/dns-protocol.ts';
import { emptyListAllowsAll } from './rules/empty-list.ts';
import { hostNetworkPod } from './rules/host-network.ts';
import { cidrHostBits, ipBlockOfService, metadataAddressOpen } from './rules/ip-blocks.ts';
import { namespaceNameAsLabel } from './rules/namespace-name.ts';
import { peersSplit } from './rules/peers-split.ts';
import { podSelectorOfAnotherNamespace } from './rules/pod-selector.ts';
import { policyTypesContradictRules, policyTypesMissing } from './rules/policy-types.ts';
import { portNobodyServes, servicePort } from './rules/ports.ts';
import { duplicateRule, shadowedRule } from './rules/redundant.ts';
import { refusedByApi } from './rules/refused.ts';
import { policyInNoNamespace, policyNotUnderstood } from './rules/unknown.ts';
import { peerSelectsNoNamespace, peerSelectsNoPod, policySelectsNoPod } from './rules/selects-nothing.ts';

/** Everything that linting looks for, in the order of the page of rules. */
export const lintRules: readonly LintRule[] = [
  refusedByApi,
  removedApiVersion,
  noDefaultDeny,
  policyTypesContradictRules,
  policyTypesMissing,
  dnsEgressMissing,
  dnsEgressAimedWrong,
  dnsEgressProtocol,
  podSelectorOfAnotherNamespace,
  peersSplit,
  namespaceNameAsLabel,
  policySelectsNoPod,
  peerSelectsNoPod,
  peerSelectsNoNamespace,
  servicePort,
  portNobodyServes,
  emptyListAllowsAll,
  metadataAddressOpen,
  ipBlockOfService,
  cidrHostBits,
  duplicateRule,
  shadowedRule,
  hostNetworkPod,
  policyInNoNamespace,
  policyNotUnderstood,
];
