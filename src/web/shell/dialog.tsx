export { Dialog } from '../kit/dialog.tsx';
