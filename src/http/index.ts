// The outside: GraphQL over HTTP and files of records. Knows no SQL.
export { createYogaServer, type SavedQuery, type YogaServer } from './createYogaServer.ts'
export { type ExportFormat, exportRecords } from './exportRecords.ts'
export { type RunningServer, startServer } from './startServer.ts'
