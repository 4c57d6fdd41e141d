// The one table of open questions: docs/unknowns.md is made from it, and verify asks and judges by it.
import { HUMA_READING_FACTS } from './humaReading';
import { HUMA_WRITING_FACTS } from './humaWriting';
import { inOrder, type Facts } from './shape';
import { ACCESS_FACTS, U4_FACT } from './xledgerAccess';
import { READING_FACTS } from './xledgerReading';
import { WRITING_FACTS } from './xledgerWriting';

export const XLEDGER_FACTS: Facts = inOrder({ ...ACCESS_FACTS, ...U4_FACT, ...READING_FACTS, ...WRITING_FACTS });
export const HUMA_FACTS: Facts = inOrder({ ...HUMA_READING_FACTS, ...HUMA_WRITING_FACTS });
export type { Effect, Fact, Facts, Position } from './shape';
