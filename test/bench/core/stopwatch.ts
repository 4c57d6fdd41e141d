// Adds up the CPU time of this process over pieces of work: on a machine that others use too, it says more than the clock on the wall.
export class Stopwatch {
  private spent = 0;
  private since: number | undefined;

  time<T>(work: () => T): T {
    const from = cpu();
    try {
      return work();
    } finally {
      this.spent += cpu() - from;
    }
  }

  async timeAsync<T>(work: () => Promise<T>): Promise<T> {
    this.start();
    try {
      return await work();
    } finally {
      this.stop();
    }
  }

  start(): void {
    this.since = cpu();
  }

  stop(): void {
    this.spent += cpu() - (this.since ?? cpu());
    this.since = undefined;
  }

  /** Work in between that does not count. */
  outside<T>(work: () => T): T {
    this.stop();
    try {
      return work();
    } finally {
      this.start();
    }
  }

  get milliseconds(): number {
    return this.spent;
  }
}

function cpu(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
