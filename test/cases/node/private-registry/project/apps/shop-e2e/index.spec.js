import { test } from '@playwright/test'

test('opens', ({ page }) => page.goto('/'))
