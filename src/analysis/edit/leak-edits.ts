import type { ObjectSource, Replacement } from '../../kubernetes/object-source.ts';
import type { AllowedByRule } from '../../policy/decision.ts';
import { keysOf, type Candidate, type EditContext } from './candidate.ts';

/** Changes that might close a connection that a rule allows: two peers that were meant as one, or a peer too many. */
export function leakEdits({ policy, rule, index, peer }: AllowedByRule, context: EditContext): Candidate[] {
  const source = context.sourceOf(policy);
  if (!source || rule.peers === 'any' || !peer) return [];
  const [rules, peersKey] = keysOf(context.direction);
  const path = ['spec', rules, index, peersKey];
  const place = rule.peers.indexOf(peer);
  const merges = [place - 1, place].flatMap((first): Candidate[] => {
    const replacement = merge(source, path, first);
    return replacement
      ? [
          {
            what: 'make the two selectors one peer, so that both must hold',
            file: source.file,
            replacements: [replacement],
          },
        ]
      : [];
  });
  const removal = source.remove([...path, place]);
  return removal ? [...merges, { what: 'remove this peer', file: source.file, replacements: [removal] }] : merges;
}

/**
 * Takes away what stands between two items: the dash in front of the second, or the braces around it. Where the two have
 * a key in common, no reader takes the result.
 */
function merge(source: ObjectSource, path: readonly (string | number)[], first: number): Replacement | undefined {
  const [one, other] = [source.valueAt([...path, first]), source.valueAt([...path, first + 1])];
  if (!one || !other) return undefined;
  const { text } = source;
  if (text[other.start] === '{') {
    return text[one.start] === '{' ? { start: one.end - 1, end: other.start + 1, text: ',' } : undefined;
  }
  const dash = text.lastIndexOf('-', other.start);
  return text.slice(dash + 1, other.start).trim() === '' ? { start: dash, end: dash + 1, text: ' ' } : undefined;
}
