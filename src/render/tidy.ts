/** What conditions in templates leave behind: runs of blank lines, blanks at line ends, more or less than one newline at the end. */
export function tidy(text: string): string {
  return `${text
    .replace(/[ \t]+$/gm, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim()}\n`
}
