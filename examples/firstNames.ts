/** Sex of a first name as the standard writes it. */
export type Sex = 'F' | 'I' | 'M'

/** First names that the births are drawn from, the most given first. The frequencies are invented. */
export const FIRST_NAMES: Readonly<Record<'F' | 'M', readonly string[]>> = {
  F: names(`Jade Louise Emma Alice Ambre Lina Rose Chloé Mia Léa Anna Mila Julia Romy Lou Inès Léna
    Agathe Juliette Inaya Zoé Nina Léonie Jeanne Iris Eva Charlie Lola Adèle Victoire Manon Camille
    Luna Olivia Sofia Margaux Capucine Maëlys Clémence Aya Éléna Élise Noémie Margot Louna Apolline
    Célestine Héloïse Aliénor Yaëlle Océane Garance Solène Maïwenn Anaïs Marie-Lou Anna-Rose
    Lily-Rose Thaïs Naïs`),
  M: names(`Gabriel Léo Raphaël Louis Jules Arthur Adam Maël Lucas Hugo Noah Liam Gabin Sacha Paul
    Nathan Aaron Mohamed Ethan Eden Tom Léon Noé Tiago Théo Isaac Marius Victor Ayden Naël Martin
    Mathis Axel Robin Timéo Enzo Marceau Valentin Nino Eliott Augustin Malo Rayan Antoine Côme
    Samuel Basile Gaspard Joseph Simon Clément Anatole Youssef Loïc Jean-Baptiste Pierre-Louis
    Maxence Zacharie Yaël Ézéchiel`),
}

function names(text: string): readonly string[] {
  return text.split(/\s+/)
}
