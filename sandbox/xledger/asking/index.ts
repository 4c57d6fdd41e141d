// What every part of an answer stands on: the request's context, its clock, its refusals.
export * from './asking';
export * from './moments';
export * from './refusal';
