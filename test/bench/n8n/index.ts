// The benches on a real n8n.
export { accept } from './accept';
export { burst } from './burst';
export { latency } from './latency';
export { memory } from './memory';
export { requests } from './requests';
