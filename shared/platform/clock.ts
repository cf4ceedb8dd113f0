/** The one source of the present moment; injected, so that a test or the local platform can move it. */
export type Clock = () => Date;

export const systemClock: Clock = () => new Date();
