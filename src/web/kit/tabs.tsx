import type { ReactNode } from 'react';
import { Tabs as AriaTabs, Tab, TabList, TabPanel } from 'react-aria-components/Tabs';

export type TabOf = { readonly id: string; readonly title: ReactNode; readonly content: ReactNode };

type Props = {
  readonly label: string;
  readonly tabs: readonly TabOf[];
  readonly selected: string;
  readonly onSelect: (id: string) => void;
};

/** Only the chosen tab's content is rendered. */
export const Tabs = ({ label, tabs, selected, onSelect }: Props) => (
  <AriaTabs className="tabs" selectedKey={selected} onSelectionChange={key => onSelect(String(key))}>
    <TabList className="tab-list" aria-label={label}>
      {tabs.map(tab => (
        <Tab key={tab.id} id={tab.id} className="tab">
          {tab.title}
        </Tab>
      ))}
    </TabList>
    {tabs.map(tab => (
      <TabPanel key={tab.id} id={tab.id} className="tab-panel">
        {tab.content}
      </TabPanel>
    ))}
  </AriaTabs>
);
