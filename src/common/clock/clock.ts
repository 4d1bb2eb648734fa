/** The one source of time: lifetimes, due work and timestamps ask it. Process liveness (leases, timeouts) does not. */
export abstract class Clock {
  abstract now(): Date;

  /** Calls back after time has jumped (a test clock was moved), since what is due has changed. */
  onJump(_listener: () => void): void {}

  inSeconds(seconds: number): Date {
    return new Date(this.now().getTime() + seconds * 1000);
  }
}

export class SystemClock extends Clock {
  now(): Date {
    return new Date();
  }
}
