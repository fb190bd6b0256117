import { describe, expect, test } from 'vitest';
import { createDrafts } from '../../../src/web/lib/drafts.ts';

const memory = () => {
  const held = new Map<string, string>();
  return {
    held,
    get length() {
      return held.size;
    },
    key: (index: number) => [...held.keys()][index] ?? null,
    getItem: (key: string) => held.get(key) ?? null,
    setItem: (key: string, value: string) => void held.set(key, value),
    removeItem: (key: string) => void held.delete(key),
  };
};

describe('half-written text', () => {
  test('is there again for the same account, also after the tab was loaded anew', () => {
    const storage = memory();
    const before = createDrafts({ storage });
    before.belongTo('acc_1');
    before.write('note pat_1', { text: 'called twice' });
    const after = createDrafts({ storage });
    after.belongTo('acc_1');
    expect(after.read('note pat_1')).toEqual({ text: 'called twice' });
    expect(after.read('note pat_2')).toBeUndefined();
  });

  test('of one person is gone when another signs in', () => {
    const storage = memory();
    const drafts = createDrafts({ storage });
    drafts.belongTo('acc_1');
    drafts.write('note pat_1', 'hers');
    drafts.belongTo('acc_10');
    expect(drafts.read('note pat_1')).toBeUndefined();
    expect([...storage.held.values()]).toEqual([]);
  });

  test('is gone when it was sent, and all of it when she signs out; other keys of the tab stay', () => {
    const storage = memory();
    storage.setItem('vigil-return', '#view=risk');
    const drafts = createDrafts({ storage });
    drafts.belongTo('acc_1');
    drafts.write('a', 1);
    drafts.write('b', 2);
    drafts.drop('a');
    expect([drafts.read('a'), drafts.read('b')]).toEqual([undefined, 2]);
    drafts.clear();
    expect([...storage.held]).toEqual([['vigil-return', '#view=risk']]);
  });

  test('that cannot be read is no draft', () => {
    const storage = memory();
    storage.setItem('vigil-draft acc_1 a', '{');
    const drafts = createDrafts({ storage });
    drafts.belongTo('acc_1');
    expect(drafts.read('a')).toBeUndefined();
  });
});
