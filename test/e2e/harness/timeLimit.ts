// Real programs over real sockets: jest's five seconds are too short for one end-to-end test.
jest.setTimeout(120_000);
