import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import 'uplot/dist/uPlot.min.css';
import './styles.css';
import { App } from './app.tsx';
import { text } from './strings.ts';

const root = document.getElementById('root');
if (!root) throw new Error('index.html lacks #root');

createRoot(root, {
  onUncaughtError: error => {
    console.error(error);
    root.textContent = text.crashed;
  },
}).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
