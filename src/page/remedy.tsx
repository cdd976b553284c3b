import type { JSX } from 'preact';
import { CopyButton } from './copy-button.tsx';

/** The edit that mends a flow, and the command that repeats its probe. */
export function Remedy({
  diff,
  command,
}: {
  readonly diff?: string | undefined;
  readonly command?: string | undefined;
}): JSX.Element {
  return (
    <>
      {diff === undefined ? undefined : (
        <figure class="code">
          <figcaption>
            Suggested edit <CopyButton label="Copy edit" text={() => `${diff}\n`} />
          </figcaption>
          <pre tabIndex={0} aria-label="Suggested edit">
            {diff.split('\n').map((line, index) => (
              <span key={index} class={line.startsWith('+') ? 'plus' : line.startsWith('-') ? 'minus' : ''}>
                {`${line}\n`}
              </span>
            ))}
          </pre>
        </figure>
      )}
      {command === undefined ? undefined : (
        <figure class="code">
          <figcaption>
            Repeat by hand <CopyButton label="Copy command" text={() => command} />
          </figcaption>
          <pre tabIndex={0} aria-label="Command that repeats the probe">
            {command}
          </pre>
        </figure>
      )}
    </>
  );
}
