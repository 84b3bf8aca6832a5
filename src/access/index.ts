// Who may write: tokens and what they allow.
export {
  createToken,
  findToken,
  firstToken,
  LOCAL,
  listTokens,
  requireScope,
  revokeToken,
  type Token,
} from './tokens.ts'
