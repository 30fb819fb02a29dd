export interface VariablePlan {
  name: string
  /** What `.env.example` shows; empty for secrets. */
  example: string
  /** One line for people. */
  comment: string
  /** Section of `.env.example`. */
  group: string
  /** How a fresh `.env` gets its value: as in the example, random, or the caller's uid. */
  fresh: 'example' | 'random' | 'uid'
  /** Compose refuses to start without it. */
  required: boolean
  /** Stands as a comment until a person sets it: an empty value would replace the code's own default. */
  optional: boolean
  /** What a fresh `.env` has in place of a value that only the person knows, so that the program starts. */
  placeholder?: string
  /** Read by builds alone, and only from whoever builds. */
  build?: true
  /** The address of what somebody else runs. */
  elsewhere?: true
  /** An address of this project's own, which is another one when the project changes. */
  follows?: true
  /** Goes into a URL: only letters, digits, `.`, `_`, `~`, `-`. */
  urlSafe: boolean
  /** A random value has a capital and a sign too. */
  mixed?: true
  /** A random value of another form than the usual one. */
  form?: SecretForm
}

/** fernet: a key of the library of that name. long: 64 signs and more, as signatures of 512 bits ask for. */
export type SecretForm = 'fernet' | 'long'
