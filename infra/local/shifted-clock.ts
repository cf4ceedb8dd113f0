/**
 * Makes this thread's `Date` follow the platform's clock. Called before anything else is loaded, so that nothing keeps the machine's own.
 *
 * @param offset - a Float64 of milliseconds, shared with the platform
 */
export function followClock(offset: SharedArrayBuffer): void {
  const cell = new Float64Array(offset);
  const MachineDate = Date;
  const now = () => MachineDate.now() + (cell[0] ?? 0);
  globalThis.Date = new Proxy(MachineDate, {
    construct: (target, args, self) =>
      Reflect.construct(target, args.length === 0 ? [now()] : args, self === globalThis.Date ? target : self),
    apply: () => new MachineDate(now()).toString(),
    get: (target, property, receiver) => (property === 'now' ? now : Reflect.get(target, property, receiver)),
  });
}
