// Canonical bytes, hashes and commitments. Pure: what a verifier without a database needs.
export {
  canonicalJson,
  canonicalMembers,
  type Json,
  type Member,
  objectOf,
} from './canonicalJson.ts'
export {
  type Change,
  changeCommitment,
  detailCommitment,
  fileCommitment,
  saltOf,
} from './commitments.ts'
export { hmacSha256, sha256 } from './digest.ts'
export { leafHash, type MerkleTree, merkleTree, nodeHash } from './merkle.ts'
