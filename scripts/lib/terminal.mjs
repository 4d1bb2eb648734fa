/** Does one long piece of work and shows that it goes on: a dot for every two seconds, then the time it took. */
export async function step(label, work) {
  const startedAt = Date.now();
  process.stdout.write(`${label} `);
  const dots = setInterval(() => process.stdout.write('.'), 2000);
  try {
    const result = await work();
    console.log(`${((Date.now() - startedAt) / 1000).toFixed(1)} s`);
    return result;
  } catch (error) {
    console.log('failed');
    throw error;
  } finally {
    clearInterval(dots);
  }
}

/** Runs a script's work; a failure is told in its own words, and ends the process with status 1. */
export async function main(work) {
  try {
    await work();
  } catch (error) {
    console.error(`\n${error instanceof Error ? error.message : error}`);
    process.exit(1);
  }
}
