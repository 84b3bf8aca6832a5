// The reference of collectivités, from the official division of France, published as a dataset like any other.
export { publishReference } from './publishReference.ts'
export { type ReferenceFile, referenceFile } from './referenceFile.ts'
