import { serveBench } from './webhook-under-load.ts';

// The server side of the HTTP bench, in a process of its own so that its CPU time is its own.
const server = await serveBench();
process.send?.({ url: server.url });
process.on('message', () => process.send?.({ cpu: process.cpuUsage() }));
