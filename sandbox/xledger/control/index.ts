// How the sandbox is steered: limits, faults, tokens, journal.
export * from './faults';
export * from './journal';
export * from './limits';
export * from './tokens';
