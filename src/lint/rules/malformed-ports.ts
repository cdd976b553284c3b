import type { Hit } from '../rule.ts';
import type { PlacedPolicy } from '../subject.ts';

/** Ports in quotes, and names that no container port can have (Kubernetes API reference, ContainerPort.name). */
export function malformedPorts({ manifest, rules }: PlacedPolicy): Hit[] {
  return rules.flatMap(({ ports }) =>
    ports === 'any'
      ? []
      : ports.flatMap(({ port: { port }, path }): Hit[] => {
          if (typeof port !== 'string' || isPortName(port)) return [];
          const at = [...path, 'port'];
          const number = /^\d+$/.test(port) ? Number(port) : undefined;
          return [
            {
              manifest,
              position: manifest.at(at),
              why: `The API server refuses port "${port}": a text is the name of a container port, which has a letter and at most 15 of a-z, 0-9 and -.`,
              fix:
                number === undefined
                  ? 'Write the name of a container port, or a number.'
                  : `Write ${number} without quotes.`,
              changes: number === undefined ? undefined : [{ op: 'set', path: at, value: number }],
            },
          ];
        }),
  );
}

/** IANA_SVC_NAME (RFC 6335, 5.1). */
function isPortName(text: string): boolean {
  return /^(?=.{1,15}$)(?=.*[a-z])[a-z0-9]+(?:-[a-z0-9]+)*$/.test(text);
}
