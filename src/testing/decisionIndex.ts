/** The decisions below a new index: by the line `Subject: …` that a decision may begin with, each subject in the order of the file. */
export function withDecisionIndex(decisions: string): string {
  const start = decisions.indexOf('\n## ') + 1
  const body = start === 0 ? '' : decisions.slice(start)
  const subjects = new Map<string, string[]>()
  for (const [, title = '', subject = unfiled] of body.matchAll(/^## (.+)\n+(?:Subject: (.+)\n)?/gm))
    subjects.set(subject, [...(subjects.get(subject) ?? []), `- [${title}](#${anchorOf(title)})`])
  const index = [...subjects]
    .sort(([a], [b]) => Number(a === unfiled) - Number(b === unfiled) || (a < b ? -1 : 1))
    .map(([subject, entries]) => `**${subject}**\n\n${entries.join('\n')}\n`)
  return `${[head, ...index].join('\n')}\n${body}`
}

const unfiled = 'Without a subject'

const head = `# Decisions

Ten lines each: context, decision, consequence. Newest last. A line \`Subject: …\` below the title says where a decision stands in this index, which
\`npm run generate\` writes.
`

/** As GitHub links to headings. */
const anchorOf = (title: string) =>
  title
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-')
