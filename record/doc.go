// Package record is the log in which Latchkey keeps what was done: how an entry becomes bytes, how
// the log grows, how its head is signed, and how all of this is verified. It knows nothing of
// databases, logins or permissions. Whoever stores a log passes it as a [Log]; package access does.
//
// # What is proven
//
// The record is a Merkle log as in RFC 6962, made with golang.org/x/mod/sumdb/tlog. The bytes of an
// [Entry] are a leaf. The [Head] is the number of entries and the hash of their tree, which depends
// on every byte of all of them. Two things have short proofs: that an entry is in the tree of a
// head, and that the tree of a head begins with the tree of an earlier head. The second means that
// nothing was changed or removed in between.
//
// A [Signer] signs heads with Ed25519. A signed head is a checkpoint in the format of C2SP's
// tlog-checkpoint, made with golang.org/x/mod/sumdb/note, so that other programs can verify it too.
//
//   - [Verify] reads a whole log. It checks every entry against the stored hashes, the hashes
//     against the head, and the log against all heads that were signed or kept elsewhere.
//   - [CheckExtends] must be called before anything is signed or exported: the log must extend the
//     last signed head and the last head that is kept elsewhere.
//   - [VerifyExport] verifies a file with public keys alone: the signature of its head, the proof
//     that this head extends an earlier one, the proof of each entry, and the seal over all lines.
//
// A decision by which a person gives access can be signed with their passkey: a [Signature] of a
// [Decision] is in its entry, and both Verify and VerifyExport check it: it counts once, says what
// the entry and the request say, and does not stand for the other one of two people. Whoever has
// the database and the key cannot make one.
//
// Two things are not proven: that any other entry was true when it was written, and the visible
// part of an entry that is partly hidden. Only the file's seal protects that part. Whoever has the
// database and the key can write a different log: only a head that is kept elsewhere reveals that.
//
// # Where to start
//
// The log is in entry.go (bytes, [Append]), head.go, key.go, verify.go and check.go. headsfile.go
// reads files of heads, and kept.go opens them. An exported file is in line.go, write.go and
// export.go: its lines, [Writer], [VerifyExport]. Signed decisions are in decision.go,
// signature.go, publickey.go, decisions.go and request.go.
package record
