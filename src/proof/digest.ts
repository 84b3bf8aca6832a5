import { hash } from 'node:crypto'

/**
 * Bytes gathered part after part in one place, then hashed. Millions of short messages are hashed: parts are not
 * joined in buffers of their own, and a hash is a text of one character a byte, which costs four times less than a
 * buffer to make.
 */
export interface Message {
  readonly bytes: (part: Uint8Array) => Message
  readonly utf8: (part: string) => Message
  /** A hash made here, or the beginning of one. */
  readonly hash: (part: string) => Message
  /** SHA-256 of the parts. The message is empty again. */
  readonly sha256: () => string
}

/** An empty message, to be used again and again. */
export function createMessage(): Message {
  let buffer = Buffer.allocUnsafe(4096)
  let length = 0
  const reserve = (size: number) => {
    if (length + size <= buffer.length) return
    const larger = Buffer.allocUnsafe(2 * (length + size))
    buffer.copy(larger, 0, 0, length)
    buffer = larger
  }
  const message: Message = {
    bytes(part) {
      reserve(part.length)
      buffer.set(part, length)
      length += part.length
      return message
    },
    utf8(part) {
      // Three bytes at most for each unit of UTF-16.
      reserve(3 * part.length)
      length += buffer.write(part, length, 'utf8')
      return message
    },
    hash(part) {
      reserve(part.length)
      length += buffer.write(part, length, 'latin1')
      return message
    },
    sha256() {
      const text = hash('sha256', buffer.subarray(0, length), 'binary')
      length = 0
      return text
    },
  }
  return message
}

const message = createMessage()

/** The bytes of a hash. */
export function hashBytes(text: string): Buffer {
  return Buffer.from(text, 'latin1')
}

/** SHA-256 of the concatenation of parts. */
export function sha256(...parts: readonly Uint8Array[]): Buffer {
  for (const part of parts) message.bytes(part)
  return hashBytes(message.sha256())
}

const BLOCK = 64

/**
 * HMAC-SHA256 under one key, for many messages (RFC 2104 over one-shot hashes).
 *
 * @param key at most 64 bytes
 */
export function hmacSha256(key: Buffer): (text: string) => Buffer {
  const inner = Buffer.alloc(BLOCK, 0x36)
  const outer = Buffer.alloc(BLOCK, 0x5c)
  key.forEach((byte, i) => {
    inner[i] = 0x36 ^ byte
    outer[i] = 0x5c ^ byte
  })
  return (text) => {
    const within = message.bytes(inner).utf8(text).sha256()
    return hashBytes(message.bytes(outer).hash(within).sha256())
  }
}
