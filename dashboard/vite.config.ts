import { defineConfig } from 'vite';

export default defineConfig({
  base: '/',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  // Inlined assets would be data: addresses, which a strict content security policy refuses.
  build: { outDir: 'dist', assetsDir: 'assets', assetsInlineLimit: 0, emptyOutDir: true },
  // `vite dashboard` for work on these pages, beside a running backend.
  server: { proxy: { '/graphql': { target: 'http://localhost:3000', ws: true } } },
});
