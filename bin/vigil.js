#!/usr/bin/env node
import './check-node.js';
import { setFlagsFromString } from 'node:v8';
import { v8Flags } from './v8-flags.js';

for (const flag of v8Flags) setFlagsFromString(flag);
const { main } = await import('../src/main.ts');
await main(process.argv.slice(2));
