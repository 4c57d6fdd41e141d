// The journal of requests to the Open API: what was asked and how it was answered, never what it carried.

export interface JournalEntry {
  at: string;
  method: string;
  /** The path's template, `/users/:id`. */
  path: string;
  /** 0 when the connection was broken on purpose. */
  status: number;
  ms: number;
}

const KEPT = 50_000;

export class Journal {
  readonly entries: JournalEntry[] = [];

  add(entry: JournalEntry): void {
    this.entries.push(entry);
    if (this.entries.length > KEPT) this.entries.shift();
  }

  clear(): void {
    this.entries.length = 0;
  }
}
