/** The longest that anybody may say to us at once: a body over HTTP, a message on a socket. */
export const MESSAGE_LIMIT_BYTES = 1024 * 1024;
