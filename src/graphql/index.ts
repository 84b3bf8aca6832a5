// The API: types derived from the kinds, resolved through history, ingest and events. No SQL here.
export { buildSchema } from './buildSchema.ts'
export { type Context, createContext } from './context.ts'
export { toGraphqlError } from './toGraphqlError.ts'
