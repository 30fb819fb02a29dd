import type { Paint } from '../../report/paint.ts'
import type { ReviewOptions } from '../../run.ts'
import type { Review } from '../index.ts'
import { githubText } from './github.ts'
import { jsonText } from './json.ts'
import { markdownText } from './markdown.ts'
import { sarifText } from './sarif.ts'
import { terminalText } from './terminal.ts'

/** A review as text, in the form that was asked for. */
export function textOf(format: ReviewOptions['format'], review: Review, paint: Paint): string {
  switch (format) {
    case 'terminal':
      return terminalText(review, paint)
    case 'markdown':
      return markdownText(review)
    case 'json':
      return jsonText(review)
    case 'sarif':
      return sarifText(review)
    case 'github':
      return githubText(review)
  }
}
