/**
 * For each function that WebAssembly calls often, V8 compiles a wrapper and frees it again with its thread. Others report that
 * Node 24 ended by SIGSEGV there (https://github.com/nodejs/node/issues/64500 is of that kind), and whoever loads TypeScript
 * strips its types with WebAssembly: three wrappers a thread. So no call is ever one too often.
 */
export const v8Flags = process.versions.node.startsWith('24.')
  ? ['--wasm-wrapper-tiering-budget=1000000000']
  : [];
