import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import './styles.css';
import { Root } from './root.tsx';
import { takeUpReturn } from './session/provider-return.ts';
import { restoreTheme } from './session/theme.ts';
import { text } from './strings.ts';

const root = document.getElementById('root');
if (!root) throw new Error('index.html lacks #root');

restoreTheme();
takeUpReturn();

createRoot(root, {
  onUncaughtError: error => {
    console.error(error);
    root.textContent = text.crashed;
  },
}).render(
  <StrictMode>
    <Root />
  </StrictMode>,
);
