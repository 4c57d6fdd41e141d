/** When the editor shows something. */

/** Always: all versions of a node. The editor writes whose credential it asks for only where there is a condition. */
export const EVER = { '@version': [1] };
