const BANNER = '# DÉMONSTRATION : tout est inventé, collectivités, personnes et montants.\n'

const DATASETS = `# Les jeux de données de ce journal, et leurs versions.
{
  datasets(first: 50) {
    totalCount
    nodes {
      path
      title
      kind
      publisher { nom }
      versions(first: 5) {
        totalCount
        nodes { number publishedAt note recordCount added removed changed }
      }
    }
    state { position permalink }
  }
}
`

/** What GraphiQL shows where nothing else was saved for it: it answers whatever the log holds. */
export function exampleQuery(isDemonstration: boolean): string {
  return withBanner(DATASETS, isDemonstration)
}

/** A query as GraphiQL shows it: nobody takes the demonstration for real. */
export function withBanner(query: string, isDemonstration: boolean): string {
  return isDemonstration ? `${BANNER}${query}` : query
}
