/** What a run does and does not do: by event (section G), by situation, by match. */
export { decide, factsOf, RULES, type Decision, type FactPolicy, type Facts, type Rule } from './events';
export { courseOf, REACTIONS, SITUATION_OF, type Course, type Reaction } from './reactions';
