import { parseManifests } from '../../kubernetes/manifests.ts';
import type { NetworkPolicy } from '../../policy/network-policy.ts';
import { readNetworkPolicies } from '../../policy/read.ts';
import type { World } from '../../policy/world.ts';

/** What an edit of a file does to its policies. */
export interface PolicyChange {
  readonly file: string;
  /** The policies that were changed or are gone, as they were. */
  readonly removed: readonly NetworkPolicy[];
  readonly added: readonly NetworkPolicy[];
}

/**
 * Reads the documents in which two texts of a file differ. Nothing where they hold something that the API server would
 * refuse, or that is no policy.
 */
export function changeBetween(file: string, before: string, after: string): PolicyChange | undefined {
  const [old, edited] = [documentsOf(before), documentsOf(after)];
  const removed = policiesIn(
    file,
    [...old].filter((one) => !edited.has(one)),
  );
  const added = policiesIn(
    file,
    [...edited].filter((one) => !old.has(one)),
  );
  return removed && added && { file, removed, added };
}

/** The world after a change; nothing where the file does not stand in it. Of policies of equal names the last one counts. */
export function worldAfter(world: World, { file, removed, added }: PolicyChange): World | undefined {
  if (!world.policies.some((policy) => policy.position.file === file)) return undefined;
  const gone = new Set(removed.map(nameOf));
  const replacing = new Set(added.map(nameOf));
  const kept = world.policies.filter(
    (policy) => !replacing.has(nameOf(policy)) && !(policy.position.file === file && gone.has(nameOf(policy))),
  );
  return { ...world, policies: [...kept, ...added] };
}

function nameOf({ namespace, name }: NetworkPolicy): string {
  return `${namespace}/${name}`;
}

/** The texts between the marks of a YAML stream; at the start of a line nothing else can be a mark. */
function documentsOf(text: string): ReadonlySet<string> {
  return new Set(text.split(/^---.*$/m).map((document) => document.trim()));
}

function policiesIn(file: string, documents: readonly string[]): readonly NetworkPolicy[] | undefined {
  const { manifests, problems } = parseManifests(documents.join('\n---\n'), file);
  const read = readNetworkPolicies(manifests);
  if (problems.length > 0 || read.problems.length > 0 || read.policies.length < manifests.length) return undefined;
  return read.policies;
}
