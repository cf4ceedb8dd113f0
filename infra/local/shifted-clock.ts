let offset: Float64Array | undefined;

/**
 * Makes this thread's `Date` follow the platform's clock. Called before anything else is loaded, so that nothing keeps the machine's own; and
 * again where the thread changes over to another platform.
 *
 * @param shared - a Float64 of milliseconds, shared with the platform
 */
export function followClock(shared: SharedArrayBuffer): void {
  const isFollowing = offset !== undefined;
  offset = new Float64Array(shared);
  if (isFollowing) return;
  const MachineDate = Date;
  const now = () => MachineDate.now() + (offset?.[0] ?? 0);
  globalThis.Date = new Proxy(MachineDate, {
    construct: (target, args, self) =>
      Reflect.construct(target, args.length === 0 ? [now()] : args, self === globalThis.Date ? target : self),
    apply: () => new MachineDate(now()).toString(),
    get: (target, property, receiver) => (property === 'now' ? now : Reflect.get(target, property, receiver)),
  });
}
