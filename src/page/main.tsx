import { render } from 'preact';
import type { PageData } from '../reporters/html/page-data.ts';
import { App } from './app.tsx';
import { Meanings, runMeanings } from './look.ts';
import { embedded } from './embedded.ts';

const data = await embedded<PageData>('data');
document.title = `${data.outcome}: ${data.title}, flowproof`;
render(
  <Meanings.Provider value={{ ...runMeanings, ...data.meanings }}>
    <App data={data} />
  </Meanings.Provider>,
  document.body,
);
