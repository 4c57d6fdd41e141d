// The benches that need no n8n running, each in a process of its own.
export { inItsOwnProcess } from './bundled';
