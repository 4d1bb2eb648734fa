// Processes of a benchmark, and what they say to each other: one message, one answer.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';

/** Starts a Node program that answers messages with `answering`. @returns its ways to be asked and ended */
export async function startProcess(file, { args = [], execArgv = [] } = {}) {
  const child = fork(file, args, { execArgv, serialization: 'advanced', stdio: 'inherit' });
  const waiting = new Map();
  let asked = 0;
  child.on('message', ({ to, result, error }) => {
    const { resolve, reject } = waiting.get(to);
    waiting.delete(to);
    if (error) reject(new Error(error));
    else resolve(result);
  });
  child.on('exit', (status, signal) =>
    waiting.forEach(({ reject }) => reject(new Error(`${file} ended with ${signal ?? status}`))),
  );
  return {
    pid: child.pid,
    ask(question, value) {
      const to = asked++;
      const answer = new Promise((resolve, reject) => waiting.set(to, { resolve, reject }));
      child.send({ to, question, value });
      return answer;
    },
    async end() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const exited = once(child, 'exit');
      child.disconnect();
      await exited;
    },
  };
}

/** The other side: answers each question by the function of its name, and ends with who asks. */
export function answering(answers) {
  process.on('message', ({ to, question, value }) => {
    Promise.resolve()
      .then(() => answers[question](value))
      .then(
        (result) => process.send({ to, result }),
        (error) => process.send({ to, error: String(error?.stack ?? error) }),
      );
  });
  process.on('disconnect', () => process.exit(0));
}

/** Nanoseconds of a clock that all processes of the machine share. */
export const now = () => process.hrtime.bigint();

export async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}
