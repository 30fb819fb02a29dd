import { defineConfig } from 'vite'

export default defineConfig({
  // In development the page and the API share an address, as they do behind the proxy.
  server: { proxy: { '/api': process.env.API_URL ?? 'http://localhost:8000' } },
})
