import { watch } from 'node:fs';
import { extname } from 'node:path';

/** Notices when a YAML or JSON file in some folders, or below them, is saved. */
export interface Changes extends Disposable {
  /** Resolves after the first change since the last call, once a moment has passed without another one. */
  next(): Promise<void>;
}

/** Editors write a file in several steps, and a branch that is checked out is many files. */
const quietMs = 80;

/** @throws the signal's reason from {@link Changes.next} when it aborts. */
export function watchFolders(folders: readonly string[], signal: AbortSignal): Changes {
  let timer: NodeJS.Timeout | undefined;
  let changed = Promise.withResolvers<void>();
  const onChange = (_: string, name: string | null): void => {
    if (name !== null && !['.yaml', '.yml', '.json'].includes(extname(name))) return;
    clearTimeout(timer);
    timer = setTimeout(() => changed.resolve(), quietMs);
  };
  const watchers = folders.map((folder) => watch(folder, { recursive: true }, onChange));
  const onAbort = (): void => changed.reject(signal.reason);
  // Nobody may be waiting just then.
  const arm = (): void => {
    changed = Promise.withResolvers<void>();
    changed.promise.catch(() => undefined);
  };
  arm();
  signal.addEventListener('abort', onAbort);
  return {
    async next() {
      signal.throwIfAborted();
      await changed.promise;
      arm();
    },
    [Symbol.dispose]() {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
      for (const watcher of watchers) watcher.close();
    },
  };
}
