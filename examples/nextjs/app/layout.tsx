import type { Metadata } from 'next'
import type { ReactNode } from 'react'

export const metadata: Metadata = { title: process.env.NEXT_PUBLIC_SHOP_NAME ?? 'Storefront' }

export default function Layout({ children }: { children: ReactNode }) {
  return (
    <html lang="en">
      <body>{children}</body>
    </html>
  )
}
