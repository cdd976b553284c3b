import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { flushSync } from 'preact/compat';
import { symbols } from './look.ts';
import type { MatrixModel } from './matrix-model.ts';

/** Cells that fit on paper. */
const maxCells = 10_000;

/** The whole matrix as a table, made for printing only: what is on the screen is what is in sight. */
export function PrintedMatrix({ model }: { readonly model: MatrixModel }): JSX.Element | undefined {
  const [isPrinting, setPrinting] = useState(false);
  useEffect(() => {
    const start = (): void => flushSync(() => setPrinting(true));
    const end = (): void => setPrinting(false);
    addEventListener('beforeprint', start);
    addEventListener('afterprint', end);
    return () => {
      removeEventListener('beforeprint', start);
      removeEventListener('afterprint', end);
    };
  }, []);
  if (!isPrinting) return undefined;
  const [rows, columns] = [model.rows.flatMap(({ slots }) => slots), model.columns.flatMap(({ slots }) => slots)];
  if (rows.length * columns.length > maxCells) {
    return (
      <p class="printed">
        The matrix has more cells than fit on paper: filter it, or fold namespaces, and print again.
      </p>
    );
  }
  return (
    <table class="printed">
      <thead>
        <tr>
          <th>from ↓ to →</th>
          {columns.map(({ label }) => (
            <th key={label} scope="col">
              <span>{label}</span>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.label}>
            <th scope="row">{row.label}</th>
            {columns.map((column) => {
              const mark = model.at(row, column)?.mark;
              return (
                <td key={column.label} class={mark}>
                  {mark && symbols[mark]}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
