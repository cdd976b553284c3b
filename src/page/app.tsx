import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import type { PageData } from '../reporters/html/page-data.ts';
import { cellName, endsOf } from './cells.ts';
import { FilterBar } from './filter-bar.tsx';
import { parseFilter, stagesFor } from './filter.ts';
import { Findings } from './findings.tsx';
import { Graph } from './graph.tsx';
import { History } from './history.tsx';
import { Legend } from './legend.tsx';
import { matrixOf } from './matrix-model.ts';
import { Matrix } from './matrix.tsx';
import { Namespaces } from './namespaces.tsx';
import { Opened } from './opened.tsx';
import { PrintedMatrix } from './printed-matrix.tsx';
import { Stages } from './stages.tsx';
import { Summary } from './summary.tsx';
import { useView } from './use-view.ts';
import type { View } from './view.ts';
import { Watch } from './watch.tsx';

export function App({ data }: { readonly data: PageData }): JSX.Element {
  const [view, change] = useView();
  const terms = useMemo(() => parseFilter(view.filter), [view.filter]);
  const shown = stagesFor(terms, data);
  const named = data.stages.findIndex(({ name }) => name === view.stage);
  const stage = shown.includes(named) ? named : (shown.at(-1) ?? 0);
  const { only, folded } = view;
  const model = useMemo(() => matrixOf(data, { stage, terms, only, folded }), [data, stage, terms, only, folded]);
  /** Opens one flow in a cell of its own. */
  const open = (cell: number, part: Partial<View> = {}): void => {
    const within = endsOf(data, cell).map((end) => end?.namespace);
    change({ ...part, cell: cellName(data, cell), folded: folded.filter((one) => !within.includes(one)) });
  };
  const stageName = (index: number): string => data.stages[index]?.name ?? '';
  const namespaces = [...new Set([...data.sources, ...data.targets].flatMap(({ namespace }) => namespace ?? []))];
  return (
    <>
      <Summary data={data} />
      {data.isWatched ? <Watch /> : undefined}
      <main>
        {data.history ? <History history={data.history} /> : undefined}
        <Findings
          data={data}
          open={(index, cell) => {
            open(cell, { stage: stageName(index), filter: '', only: false, picture: 'matrix' });
            document.querySelector('#flows')?.scrollIntoView();
          }}
        />
        {data.stages.length === 0 ? undefined : (
          <section aria-labelledby="flows">
            <h2 id="flows">Flows</h2>
            <Stages data={data} shown={shown} current={stage} choose={(index) => change({ stage: stageName(index) })} />
            <FilterBar view={view} change={change} found={`${model.count} of ${model.total} flows`} />
            <div class="pictures" role="group" aria-label="Picture">
              {(['matrix', 'graph'] as const).map((picture) => (
                <button
                  key={picture}
                  type="button"
                  aria-pressed={view.picture === picture}
                  onClick={() => change({ picture })}
                >
                  {picture === 'matrix' ? 'Matrix' : 'Graph'}
                </button>
              ))}
            </div>
            <Namespaces names={namespaces} folded={folded} fold={(names) => change({ folded: names })} />
            <Legend kinds={data.kinds} />
            <div class="beside">
              {view.picture === 'graph' ? (
                <Graph data={data} model={model} open={open} />
              ) : (
                <Matrix model={model} opened={view.cell} open={(cell) => change({ cell })} />
              )}
              <Opened
                data={data}
                stage={stage}
                model={model}
                name={view.cell}
                open={open}
                close={() => change({ cell: '' })}
              />
            </div>
            <PrintedMatrix model={model} />
          </section>
        )}
      </main>
    </>
  );
}
