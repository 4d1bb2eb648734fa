/** Builds the backend that tests start as a program, where that has not been done since its sources changed. */
export async function backendIsBuilt(): Promise<void> {
  const script = '../../scripts/lib/build.mjs';
  const { ensureBuilt } = (await import(script)) as { ensureBuilt(names: string[]): Promise<void> };
  await ensureBuilt(['backend']);
}
