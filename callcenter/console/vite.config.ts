import { join } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** A name that changes with the content: browsers may keep it for good. */
const hashed = (folder: string, ending = '[extname]') => `${folder}/[name].[hash:12]${ending}`

export default defineConfig({
  base: '/console/',
  plugins: [react()],
  resolve: { alias: [{ find: /^fflate$/, replacement: join(import.meta.dirname, 'list/zipHere.ts') }] },
  // The gateway puts the nonce of each answer in its place.
  html: { cspNonce: '__NONCE__' },
  build: {
    outDir: 'dist',
    // Five years old, as in offices.
    target: ['chrome107', 'edge107', 'firefox104', 'safari16'],
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 800,
    rolldownOptions: {
      output: {
        hashCharacters: 'hex',
        entryFileNames: hashed('assets', '.js'),
        chunkFileNames: hashed('assets', '.js'),
        assetFileNames: hashed('assets'),
        codeSplitting: {
          groups: [
            // Changes with the packages alone: browsers keep it over many upgrades of the hub.
            { name: 'react', test: /node_modules[\\/](react|react-dom|react-router|scheduler|@tanstack)[\\/]/ },
          ],
        },
      },
    },
  },
})
