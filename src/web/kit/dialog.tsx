import type { ReactNode } from 'react';
import { Dialog as AriaDialog } from 'react-aria-components/Dialog';
import { Heading } from 'react-aria-components/Heading';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';

type Props = {
  readonly title: string;
  readonly onClose: () => void;
  readonly width?: 'narrow' | 'middle' | 'wide';
  /** near the top, for what grows as one types */
  readonly isHigh?: boolean;
  /** must be answered: no Esc, no click beside it */
  readonly isUrgent?: boolean;
  readonly children: ReactNode;
};

/** A modal dialog for as long as it is rendered: the focus stays in it and then returns; Esc closes. */
export const Dialog = ({ title, onClose, width = 'narrow', isHigh, isUrgent = false, children }: Props) => (
  <ModalOverlay
    className={isHigh ? 'veil high' : 'veil'}
    isOpen
    onOpenChange={isOpen => !isOpen && onClose()}
    isDismissable={!isUrgent}
    isKeyboardDismissDisabled={isUrgent}
  >
    <Modal className={`modal ${width}`}>
      <AriaDialog className="dialog" role={isUrgent ? 'alertdialog' : 'dialog'}>
        <Heading slot="title" level={2}>
          {title}
        </Heading>
        {children}
      </AriaDialog>
    </Modal>
  </ModalOverlay>
);
