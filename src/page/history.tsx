import type { JSX } from 'preact';
import type { PageHistory } from '../reporters/html/page-data.ts';
import { symbols } from './look.ts';

const chartWidth = 640;
const chartHeight = 60;

/** Many nights: what each of them said, how long it took, and the flows that were not the same in all of them. */
export function History({ history }: { readonly history: PageHistory }): JSX.Element {
  const { runs, flows, lines } = history;
  return (
    <section aria-labelledby="history" class="history">
      <h2 id="history">{runs.length} runs</h2>
      {lines.map(({ label, values, most }) => (
        <figure key={label}>
          <figcaption>
            {label}, {most} at the most
          </figcaption>
          <Line label={label} values={values} />
        </figure>
      ))}
      <div class="scroll" tabIndex={0} role="group" aria-label="Runs">
        <table>
          <caption>What each run said</caption>
          <thead>
            <tr>
              {['made', 'run', 'verdict', 'flows', 'in force after', 'took'].map((head) => (
                <th key={head} scope="col">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {runs.toReversed().map(({ runId, made, outcome, counts, enforcement, duration }) => (
              <tr key={runId}>
                <td>{made}</td>
                <td>{runId}</td>
                <td>
                  <span class={`badge ${outcome}`}>{outcome.toUpperCase()}</span>
                </td>
                <td>{counts}</td>
                <td>{enforcement}</td>
                <td>{duration}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {flows.length === 0 ? (
        <p>Every flow did the same in all of them.</p>
      ) : (
        <div class="scroll" tabIndex={0} role="group" aria-label="Flows that changed">
          <table>
            <caption>Flows that were not the same in all runs, the oldest run first</caption>
            <tbody>
              {flows.map(({ label, stage, marks }) => (
                <tr key={`${stage} ${label}`}>
                  <th scope="row">{label}</th>
                  <td>stage {stage}</td>
                  <td>
                    {marks.map((mark, index) => (
                      <span
                        key={index}
                        class={`mark ${mark ?? ''}`}
                        title={`${runs[index]?.made}: ${mark ?? 'not probed'}`}
                      >
                        {mark ? symbols[mark] : ''}
                      </span>
                    ))}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

/** A line from the first run to the last, from 0 to the most; where a run has no value there is a gap. */
function Line({ label, values }: { readonly label: string; readonly values: readonly (number | null)[] }): JSX.Element {
  const most = Math.max(...values.map((value) => value ?? 0), 1);
  const step = chartWidth / Math.max(values.length - 1, 1);
  const points = values.flatMap((value, index) =>
    value === null ? [] : [{ x: index * step, y: chartHeight - (value / most) * chartHeight }],
  );
  return (
    <svg
      role="img"
      aria-label={`${label} by run; the table has the figures`}
      viewBox={`-6 -6 ${chartWidth + 12} ${chartHeight + 12}`}
    >
      <polyline points={points.map(({ x, y }) => `${x},${y}`).join(' ')} />
      {points.map(({ x, y }) => (
        <circle key={x} cx={x} cy={y} r={3} />
      ))}
    </svg>
  );
}
