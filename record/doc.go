// Package record is the log that Latchkey keeps of what was done: how an entry becomes bytes, how
// the log grows, how its head is signed, and how all of it is checked. It knows no database, no
// login and no permission. Whoever stores a log gives it as a [Log]; package access does.
//
// # What is proven
//
// The record is a Merkle log as RFC 6962 has it, by golang.org/x/mod/sumdb/tlog. The bytes of an
// [Entry] are a leaf. The [Head] is the number of entries and the hash of their tree, which depends
// on every byte of all of them. So two things have short proofs: that an entry is in the tree of a
// head, and that the tree of a head begins with that of an earlier one, which means that nothing
// was changed or removed in between.
//
// A [Signer] signs heads with Ed25519. A signed head is a checkpoint in the form of C2SP's
// tlog-checkpoint, by golang.org/x/mod/sumdb/note: others have programs that check it.
//
//   - [Verify] reads a whole log: every entry against its stored hashes, these against the head, and
//     all heads that were signed or kept elsewhere against the log.
//   - [CheckExtends] is asked before anything is signed or exported: the log must go on from the last
//     head that was signed, and from the last that is kept elsewhere.
//   - [VerifyExport] checks a file by public keys alone: the signature of its head, the proof that
//     this extends an earlier one, the proof of each entry, and the seal over all lines.
//
// What is not proven: that an entry is true when it is written, and what is shown of an entry of
// which something is hidden. That is under the file's seal alone. Who has the database and the key
// can write another log: only a head that is kept elsewhere shows that.
//
// # Where to start
//
// entry.go (bytes, [Append]), head.go, key.go, verify.go and check.go are the log; headsfile.go
// reads heads that are kept in files, and kept.go opens them; line.go, write.go and export.go are
// the exported file: its lines, [Writer], [VerifyExport].
package record
