import type { EventBody } from '../../src/contract/events.ts';

export type Received = { readonly id: string; readonly event: string; readonly data: EventBody };

const parse = (block: string): Received | null => {
  const fields = new Map(
    block
      .split('\n')
      .map(line => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()]),
  );
  const [id, event, data] = [fields.get('id'), fields.get('event'), fields.get('data')];
  if (id === undefined || event === undefined || data === undefined) return null;
  return { id, event, data: JSON.parse(data) as EventBody };
};

/** Reads a server-sent stream event by event, as a browser's EventSource would. */
export const readEvents = (response: Response) => {
  const reader = (response.body as ReadableStream<Uint8Array>).getReader();
  const decoder = new TextDecoder();
  let text = '';
  const nextBlock = async (): Promise<string> => {
    while (!text.includes('\n\n')) {
      const { done, value } = await reader.read();
      if (done) throw new Error('the stream ended');
      text += decoder.decode(value, { stream: true });
    }
    const end = text.indexOf('\n\n');
    const block = text.slice(0, end);
    text = text.slice(end + 2);
    return block;
  };
  const next = async (): Promise<Received> => {
    for (;;) {
      const received = parse(await nextBlock());
      if (received) return received;
    }
  };
  return {
    next,
    take: async (count: number): Promise<Received[]> => {
      const all: Received[] = [];
      while (all.length < count) all.push(await next());
      return all;
    },
    cancel: () => reader.cancel(),
  };
};
