// From bytes to a proposed version: read, recognise, harmonise, check, compare, publish.
export {
  type Deposit,
  type FileReport,
  type Outcome,
  type Preview,
  publish,
} from './publish.ts'
export { blobSource, fileSource, type Source } from './source.ts'
export { counted, otherHeaders, summaryOf } from './summary.ts'
export { validateFile } from './validateFile.ts'
