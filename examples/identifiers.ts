/**
 * A made-up SIREN, 29990xxxx with its right Luhn key: the shape of a public body's number, in a range where
 * we know of none.
 *
 * @param serial 1 to 999
 */
export function inventedSiren(serial: number): string {
  return withLuhnKey(`29990${String(serial).padStart(3, '0')}`)
}

/** A SIRET of that SIREN with its right Luhn key; the head office unless told otherwise. */
export function inventedSiret(siren: string, establishment = 1): string {
  return withLuhnKey(`${siren}${String(establishment).padStart(4, '0')}`)
}

/** A made-up RNA number: W, the département 990 that does not exist, six digits. */
export function inventedRna(serial: number): string {
  return `W990${String(serial * 7 + 1000).padStart(6, '0')}`
}

/** A made-up identifier of the form of a UUID, which begins with 99902: nobody draws it. */
export function inventedUuid(of: 'commune' | 'toponyme' | 'adresse', code: string): string {
  const kind = { commune: '8001', toponyme: '8002', adresse: '8003' }[of]
  return `99902000-0000-4000-${kind}-${code.toLowerCase().padStart(12, '0')}`
}

function withLuhnKey(digits: string): string {
  const sum = [...digits].reverse().reduce((total, digit, i) => {
    const doubled = i % 2 === 0 ? Number(digit) * 2 : Number(digit)
    return total + (doubled > 9 ? doubled - 9 : doubled)
  }, 0)
  return `${digits}${(10 - (sum % 10)) % 10}`
}
