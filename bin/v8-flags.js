/**
 * For each function that WebAssembly calls often, V8 compiles a wrapper and frees it again with its thread. Several threads at that
 * at once have ended Node 24 by SIGSEGV (https://github.com/nodejs/node/issues/64500 is of that kind), and whoever loads
 * TypeScript strips its types with WebAssembly: three wrappers a thread. So no call is ever one too often.
 */
export const v8Flags = process.versions.node.startsWith('24.')
  ? ['--wasm-wrapper-tiering-budget=1000000000']
  : [];
