// What probes that write share: the writer and the rows of the one test person.
import type { Probe } from '../../findings';
import type { TestRows } from './creating';
import type { Writer } from './writer';

export interface TestPerson {
  writer: Writer;
  rows: TestRows;
}

export type WritingProbe = Probe<TestPerson>;
