import type { ApplicationConfig } from '#schema/application/index.ts'

/**
 * What an application is called for whoever asks with this Accept-Language. Only the language that is liked best counts, with its regions: nobody says
 * which language the application's own name is in, and a second choice must not win over it. Within it RFC 4647 §3.4: from the exact tag to shorter ones.
 */
export function localName(
  { name, languages }: ApplicationConfig['description'],
  acceptLanguage: string | undefined,
): string {
  const ranges = rangesOf(acceptLanguage ?? '')
  const best = languageOf(ranges[0] ?? '')
  for (const range of ranges.filter((each) => languageOf(each) === best)) {
    const subtags = range.split('-')
    for (let length = subtags.length; length > 0; length--) {
      const tag = subtags.slice(0, length).join('-')
      const found = languages.find(({ language }) => language.toLowerCase() === tag)
      if (found) return found.name
    }
  }
  return name
}

const mostRanges = 20

/** RFC 9110 §12.5.4, in the order of liking; those with q=0 are not wanted. */
function rangesOf(header: string): string[] {
  return header
    .slice(0, 500)
    .split(',')
    .slice(0, mostRanges)
    .map((part) => {
      const [range = '', ...parameters] = part.split(';').map((each) => each.trim().toLowerCase())
      const q = parameters.find((each) => each.startsWith('q='))
      return { range, weight: q === undefined ? 1 : Number(q.slice(2)) }
    })
    .filter(({ range, weight }) => range !== '' && weight > 0)
    .toSorted((a, b) => b.weight - a.weight)
    .map(({ range }) => range)
}

const languageOf = (range: string) => range.split('-')[0] ?? ''
