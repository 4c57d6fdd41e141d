// n8n's Data Tables over the editor's own interface: the public one has them only in newer versions.
import { z } from 'zod';

type Rest = (method: string, path: string, body?: unknown) => Promise<unknown>;
type Row = Record<string, unknown>;

const Table = z.object({ id: z.string(), name: z.string(), projectId: z.string() }).passthrough();
export type Table = z.infer<typeof Table>;

/** The most that older versions give at once. */
const A_PAGE = 50;

export class DataTables {
  constructor(private readonly rest: Rest) {}

  async all(): Promise<Table[]> {
    return this.pages('/data-tables-global', Table);
  }

  /** All rows of the table of exactly that name, or undefined when there is no such table. */
  async rows(name: string): Promise<Row[] | undefined> {
    const table = await this.named(name);
    return table && this.pages(`${pathOf(table)}/rows`, z.record(z.unknown()));
  }

  /** How many rows a table holds. @throws when there is no such table; so do the others below */
  async count(name: string): Promise<number> {
    return z.object({ count: z.number() }).parse(await this.rest('GET', `${await this.pathTo(name)}/rows?take=1`)).count;
  }

  async add(name: string, row: Row): Promise<void> {
    await this.rest('POST', `${await this.pathTo(name)}/insert`, { data: [row], returnType: 'count' });
  }

  /** Changes the rows whose column holds this value. */
  async change(name: string, where: readonly [column: string, value: unknown], data: Row): Promise<void> {
    await this.rest('PATCH', `${await this.pathTo(name)}/rows`, { filter: equals(where), data });
  }

  async remove(name: string, where: readonly [column: string, value: unknown]): Promise<void> {
    await this.rest('DELETE', `${await this.pathTo(name)}/rows?${new URLSearchParams({ filter: JSON.stringify(equals(where)) })}`);
  }

  async drop(table: Table): Promise<void> {
    await this.rest('DELETE', pathOf(table));
  }

  private async named(name: string): Promise<Table | undefined> {
    return (await this.all()).find((table) => table.name === name);
  }

  private async pathTo(name: string): Promise<string> {
    const table = await this.named(name);
    if (table === undefined) throw new Error(`There is no table ${name}`);
    return pathOf(table);
  }

  private async pages<T>(path: string, shape: z.ZodType<T, z.ZodTypeDef, unknown>): Promise<T[]> {
    const found: T[] = [];
    for (;;) {
      const page = z.object({ data: z.array(shape), count: z.number() }).parse(await this.rest('GET', `${path}?take=${A_PAGE}&skip=${found.length}`));
      found.push(...page.data);
      if (page.data.length === 0 || found.length >= page.count) return found;
    }
  }
}

const pathOf = ({ id, projectId }: Table): string => `/projects/${projectId}/data-tables/${id}`;

const equals = ([columnName, value]: readonly [string, unknown]) => ({ type: 'and', filters: [{ columnName, condition: 'eq', value }] });
