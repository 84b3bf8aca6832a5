// From bytes to a proposed version: read, recognise, harmonise, check, compare, publish.
export type { FileReport } from './fileReport.ts'
export {
  type Deposit,
  type Outcome,
  type Preview,
  publish,
} from './publish.ts'
export { blobSource, fileSource, type Source } from './source.ts'
export { counted, examplesOf, otherHeaders, summaryOf } from './summary.ts'
export { validateFile } from './validateFile.ts'
