/**
 * Names for why something is as it is, for programs: they stay the same where the sentence beside them becomes a better one.
 * A code that says a direction is about that side of the connection; where both sides have a say, about the one that is to be
 * looked at.
 */
export const causeCodes = {
  'egress-isolated': 'A policy isolates the sender, and no egress rule allows anything.',
  'egress-no-rule-for-peer': 'No egress rule matches the receiver; one matches the port.',
  'egress-port-not-allowed': 'No egress rule matches the port; one matches the receiver.',
  'egress-no-rule-matches': 'No egress rule matches either the receiver or the port.',
  'egress-denied-by-admin-policy': 'An egress rule of an admin policy denies it.',
  'ingress-isolated': 'A policy isolates the receiver, and no ingress rule allows anything.',
  'ingress-no-rule-for-peer': 'No ingress rule matches the sender; one matches the port.',
  'ingress-port-not-allowed': 'No ingress rule matches the port; one matches the sender.',
  'ingress-no-rule-matches': 'No ingress rule matches either the sender or the port.',
  'ingress-denied-by-admin-policy': 'An ingress rule of an admin policy denies it.',
  'name-not-looked-up': 'The name of the receiver cannot be looked up: the policies block the way to DNS.',
  'dns-server-decides': 'The policies allow the way to some of the DNS servers only.',
  'egress-allowed-by-rule': 'An egress rule allows it, and no ingress rule is needed.',
  'egress-allowed-by-admin-policy': 'An egress rule of an admin policy allows it, and no ingress rule is needed.',
  'ingress-allowed-by-rule': 'An ingress rule allows it.',
  'ingress-allowed-by-admin-policy': 'An ingress rule of an admin policy allows it.',
  'selected-by-no-policy': 'No policy selects either end for its direction.',
  'own-node': 'It comes from the node of its receiver, which no policy can block.',
  'same-pod': 'Both ends are one pod, which no policy can block.',
  'not-enforced': 'The policies block it, and it got through.',
  'answered-though-blocked': 'The policies block it, and it was rejected instead of dropped.',
  'cut-though-allowed': 'The policies allow it, and it did not get through.',
  'name-unknown-though-allowed': 'The policies allow it, and the name of the receiver could not be looked up.',
} as const satisfies Readonly<Record<string, string>>;

export type CauseCode = keyof typeof causeCodes;
