export interface BusHandlers {
  onMessage(message: string): void;
  /** Messages pass again, or no longer, or still do not. */
  onChange(): void;
}

/** A broker that carries messages between the processes of one installation. What it loses is found in the log. */
export interface EventBus {
  /** Whether messages pass, as far as is known. */
  readonly isUp: boolean;
  /** Connects, and connects again whenever that is lost, until it is closed. @param subject the installation's own */
  open(subject: string, handlers: BusHandlers): void;
  /** To the other processes, perhaps to this one too. Nothing is promised. */
  publish(message: string): void;
  close(): Promise<void>;
}
