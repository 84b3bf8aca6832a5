/** What GraphiQL shows first. */
export function exampleQuery(isDemonstration: boolean): string {
  const banner = isDemonstration
    ? '# DÉMONSTRATION : les collectivités, les bénéficiaires et les montants sont inventés.\n'
    : ''
  return `${banner}# Les plus grosses subventions, et la vie de chacune.
{
  subventions(orderBy: [{ field: MONTANT, direction: DESC }], first: 5) {
    totalCount
    nodes {
      nomAttribuant
      nomBeneficiaire
      objet
      montant
      history {
        kind
        version { number publishedAt note }
        fields { column before after }
      }
    }
    state { position permalink }
  }
}
`
}
