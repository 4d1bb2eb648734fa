import DataLoader from 'dataloader';

const loaders = new WeakMap<object, Map<string, DataLoader<string, unknown>>>();

/**
 * Loads by id together with whoever else asks within the same tick of the same operation.
 * Nothing is cached: an operation may be a subscription that lives for days.
 */
export function batched<T>(
  context: object,
  name: string,
  id: string,
  load: (ids: string[]) => Promise<Map<string, T>>,
): Promise<T | undefined> {
  const ofContext = loaders.get(context) ?? new Map<string, DataLoader<string, unknown>>();
  loaders.set(context, ofContext);
  let loader = ofContext.get(name);
  if (!loader) {
    const batch = async (ids: readonly string[]): Promise<unknown[]> => {
      const found = await load([...new Set(ids)]);
      return ids.map((each) => found.get(each));
    };
    loader = new DataLoader(batch, { cache: false });
    ofContext.set(name, loader);
  }
  return loader.load(id) as Promise<T | undefined>;
}
