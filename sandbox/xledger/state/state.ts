// The whole tenant in memory: tables, owners, tokens, the change log; can be saved, loaded and rolled back.
import { z } from 'zod';
import { FOREIGN_OWNER, FOREIGN_TOKEN, HUMA_RIGHTS, MAIN_OWNER, OWNERS, SANDBOX_TOKEN, SUB_ENTITY_TOKEN, SUB_OWNER } from './fixed';
import type { Change, Owner, Row, Rows, TableName, Token } from './rows';
import { Table, type UndoLog } from './table';

const INDEXED: Record<TableName, readonly { in: 'values' | 'links'; column: string }[]> = {
  employees: [{ in: 'values', column: 'code' }, { in: 'links', column: 'contact' }, { in: 'links', column: 'subledger' }],
  contacts: [{ in: 'values', column: 'code' }, { in: 'values', column: 'email' }],
  subledgers: [{ in: 'values', column: 'code' }, { in: 'links', column: 'supplierDbId' }],
  addresses: [],
  companies: [{ in: 'values', column: 'code' }],
  objectValues: [{ in: 'values', column: 'code' }],
  banks: [{ in: 'values', column: 'code' }],
};

/** Where the dbIds of each table begin. Suppliers have a range that overlaps the subledgers', so that U1c can hit somebody else's row. */
const FIRST_DB_ID: Record<TableName | 'suppliers', number> = {
  employees: 1_100_001, contacts: 2_200_001, subledgers: 30_300_001, suppliers: 30_300_004, addresses: 40_400_001, companies: 6_001, objectValues: 70_001, banks: 8_001,
};

/** Three days, as long as Xledger keeps changes (spec/xledger.md, section 4). */
export const CHANGES_KEPT = 3 * 24 * 3_600_000;

export class XledgerState {
  private readonly undo: UndoLog = { steps: null };
  private next = { ...FIRST_DB_ID };
  private nextChange = 1;

  readonly employees = this.table('employees');
  readonly contacts = this.table('contacts');
  readonly subledgers = this.table('subledgers');
  readonly addresses = this.table('addresses');
  readonly companies = this.table('companies');
  readonly objectValues = this.table('objectValues');
  readonly banks = this.table('banks');
  owners: Owner[] = [];
  tokens: Token[] = [];
  changes: Change[] = [];

  constructor(readonly now: () => Date) {
    this.empty();
  }

  /** Back to a tenant with its owners and tokens and nobody in it. */
  empty(): void {
    for (const name of Object.keys(INDEXED) as TableName[]) this[name].clear();
    this.next = { ...FIRST_DB_ID };
    this.nextChange = 1;
    this.changes = [];
    this.owners = OWNERS.map((owner) => ({ ...owner }));
    const token = (text: string, ownerDbId: number): Token => ({ token: text, ownerDbId, rights: [...HUMA_RIGHTS], madeAt: this.now().getTime(), revoked: false });
    this.tokens = [token(SANDBOX_TOKEN, MAIN_OWNER), token(SUB_ENTITY_TOKEN, SUB_OWNER), token(FOREIGN_TOKEN, FOREIGN_OWNER)];
  }

  /** Adds a row with the next dbId of its table. */
  add<T extends TableName>(name: T, ownerDbId: number, values: Rows[T]['values'], links: Rows[T]['links'] = {}): Rows[T] {
    const at = this.now().getTime();
    const numbered = name === 'subledgers' ? { supplierDbId: this.next.suppliers++, ...links } : links;
    const row = { dbId: this.next[name]++, ownerDbId, createdAt: at, modifiedAt: at, values: { ...values }, links: { ...numbered } } as Rows[T];
    (this[name] as unknown as Table<Row>).add(row);
    this.log(name, row, 'ADDED');
    return row;
  }

  /** Changes a row and moves its modifiedAt to now. */
  change<T extends TableName>(name: T, row: Rows[T], changes: { values?: Partial<Rows[T]['values']>; links?: Partial<Rows[T]['links']>; ownerDbId?: number }): void {
    (this[name] as unknown as Table<Row>).change(row, { ...(changes as object), modifiedAt: this.now().getTime() });
    this.log(name, row, 'UPDATED');
  }

  /** Runs `work`; when it throws, everything it changed is as before, and the error goes on. */
  atomically<T>(work: () => T): T {
    const outer = this.undo.steps;
    const steps: (() => void)[] = [];
    this.undo.steps = steps;
    try {
      const result = work();
      outer?.push(...steps);
      return result;
    } catch (error) {
      this.undo.steps = null;
      for (const step of steps.reverse()) step();
      throw error;
    } finally {
      this.undo.steps = outer;
    }
  }

  /** The entity and all below it. */
  ownersUnder(dbId: number): number[] {
    return [dbId, ...this.owners.filter((owner) => owner.parentDbId === dbId).flatMap((owner) => this.ownersUnder(owner.dbId))];
  }

  /** Everything, as plain JSON. */
  save(): unknown {
    const tables = Object.fromEntries((Object.keys(INDEXED) as TableName[]).map((name) => [name, [...this[name].all()]]));
    return structuredClone({ formatVersion: 1, next: this.next, nextChange: this.nextChange, owners: this.owners, tokens: this.tokens, changes: this.changes, tables });
  }

  /** Takes back what `save` gave; throws where the JSON is something else, and changes nothing then. */
  load(json: unknown): void {
    const saved = SAVED.parse(json);
    this.empty();
    this.next = { ...FIRST_DB_ID, ...saved.next };
    this.nextChange = saved.nextChange;
    this.owners = saved.owners;
    this.tokens = saved.tokens as Token[];
    this.changes = saved.changes;
    for (const name of Object.keys(INDEXED) as TableName[]) for (const row of saved.tables[name] ?? []) (this[name] as unknown as Table<Row>).add(structuredClone(row) as Row);
  }

  private table<T extends TableName>(name: T): Table<Rows[T]> {
    return new Table<Rows[T]>(this.undo, INDEXED[name]);
  }

  private log(name: TableName, row: Row, mutationType: Change['mutationType']): void {
    const cause = ({ employees: 'employee', contacts: 'contact', subledgers: 'subledger' } as const)[name as string];
    if (!cause) return;
    const employees = cause === 'employee' ? [row] : this.employees.find(cause, row.dbId);
    for (const { dbId } of employees) {
      const change: Change = { cursor: this.nextChange++, employeeDbId: dbId, cause, mutationType, at: this.now().getTime() };
      this.changes.push(change);
      this.undo.steps?.push(() => this.changes.splice(this.changes.lastIndexOf(change), 1));
    }
  }
}

const valueSchema = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const rowSchema = z.object({
  dbId: z.number(), ownerDbId: z.number(), createdAt: z.number(), modifiedAt: z.number(),
  values: z.record(valueSchema), links: z.record(z.number().nullable()),
});
const SAVED = z.object({
  formatVersion: z.literal(1),
  next: z.record(z.number()),
  nextChange: z.number(),
  owners: z.array(z.object({ dbId: z.number(), code: z.number(), description: z.string(), parentDbId: z.number().nullable() })),
  tokens: z.array(z.object({ token: z.string(), ownerDbId: z.number(), rights: z.array(z.string()), madeAt: z.number(), revoked: z.boolean() })),
  changes: z.array(z.object({ cursor: z.number(), employeeDbId: z.number(), cause: z.enum(['employee', 'contact', 'subledger']), mutationType: z.enum(['ADDED', 'UPDATED', 'DELETED']), at: z.number() })),
  tables: z.record(z.array(rowSchema)),
});
