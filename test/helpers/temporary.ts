import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What the name of a folder begins with that the tests made for themselves. */
const mark = 'test-';

/** Makes a folder that is gone when the run is over: test/leftovers.ts removes what holds it. */
export async function temporaryFolder(): Promise<string> {
  return await mkdtemp(join(tmpdir(), mark));
}
