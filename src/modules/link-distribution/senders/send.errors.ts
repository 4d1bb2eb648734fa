/** Messages may be logged: they name neither recipient nor content. */
export abstract class SendError extends Error {
  constructor(message: string) {
    super(message);
    this.name = new.target.name;
  }
}

/** Refused for good: this message to this recipient will not go out, however often it is tried. */
export class SendRejected extends SendError {}

/** Certainly nothing was sent: it may be tried again. */
export class SendUnavailable extends SendError {}

/** It may have been sent; trying again may send it twice. */
export class SendOutcomeUnknown extends SendError {}
