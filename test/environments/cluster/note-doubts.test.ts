import { ApiException } from '@kubernetes/client-node';
import { expect, test } from 'vitest';
import type { Canaries } from '../../../src/environments/cluster/canary-pods.ts';
import { noteDoubts } from '../../../src/environments/cluster/note-doubts.ts';
import { EnforcementError, EnvironmentError } from '../../../src/model/errors.ts';

const open = new EnforcementError("this cluster's CNI does not enforce NetworkPolicy", 'Use another.');
const apart = new EnvironmentError('pods on a cannot reach pods of other nodes', 'Mend it.');
const quota = new ApiException(403, 'x', { message: 'exceeded quota: pods' }, {});

interface Watched {
  readonly canaries: Canaries;
  readonly notes: string[];
  /** Marks that were waited for. */
  readonly marks: () => number;
}

/** Canaries whose check, and whose marks, end in these errors. */
function watched({ check, mark }: { readonly check?: unknown; readonly mark?: unknown }): Watched {
  const notes: string[] = [];
  let marks = 0;
  const strict: Canaries = {
    async checkEnforcement() {
      if (check !== undefined) throw check;
    },
    async awaitMark() {
      marks += 1;
      if (mark !== undefined) throw mark;
      return 70;
    },
  };
  return { canaries: noteDoubts(strict, (note) => notes.push(note)), notes, marks: () => marks };
}

test('canaries that show what they should are as they were', async () => {
  const { canaries, notes } = watched({});
  await canaries.checkEnforcement();
  expect([await canaries.awaitMark(), notes]).toEqual([70, []]);
});

test('a CNI that enforces nothing is noted, and marks are waited for all the same', async () => {
  const { canaries, notes, marks } = watched({ check: open });
  await canaries.checkEnforcement();
  expect([await canaries.awaitMark(), marks()]).toEqual([70, 1]);
  expect(notes).toEqual([
    "Policies are not enforced here: this cluster's CNI does not enforce NetworkPolicy. What gets through although the policies block it may be due to that.",
  ]);
});

test.for([
  [apart, apart.message, 'canaries that reach nobody'],
  [quota, 'the API server refuses a request: exceeded quota: pods', 'canaries that there can be none of'],
] as const)('%o is noted once, and nothing is waited for: %s, %s', async ([check, message]) => {
  const { canaries, notes, marks } = watched({ check });
  await canaries.checkEnforcement();
  expect([await canaries.awaitMark(), await canaries.awaitMark(), marks()]).toEqual([0, 0, 0]);
  expect(notes).toEqual([expect.stringMatching(new RegExp(`^Whether .* is not known.*: ${message}\\.$`))]);
});

test('policies that are not in force in time are noted once', async () => {
  const { canaries, notes, marks } = watched({ mark: new EnvironmentError('not in force on a after 30 s', 'Look.') });
  expect([await canaries.awaitMark(), await canaries.awaitMark(), marks(), notes.length]).toEqual([0, 0, 1, 1]);
});

test('an abort and a defect go on to whoever they are for', async () => {
  const { canaries, notes } = watched({ check: new Error('enough') });
  await expect(canaries.checkEnforcement()).rejects.toThrow('enough');
  expect(notes).toEqual([]);
});
