/** Everything that may be the matter when a plan is applied. */
import type { Scenario } from './building';
import { THE_CANARY } from './canary';
import { LOOKED } from './looked';
import { NEW_PEOPLE } from './newPeople';
import { PLANS } from './plans';
import { UNDONE } from './undone';
import { WRITTEN } from './written';

export type { Scenario };

export const SCENARIOS: Record<string, Scenario> = { ...WRITTEN, ...NEW_PEOPLE, ...LOOKED, ...UNDONE, ...PLANS, ...THE_CANARY };
