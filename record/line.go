package record

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/mod/sumdb/tlog"
)

// Form is the format of an export.
type Form string

// The formats of an export.
const (
	JSONLines Form = "jsonl"
	CSV       Form = "csv"
)

// exportVersion identifies the format of an export and how its hashes are made. It must change with
// either.
const exportVersion = "latchkey export 1"

// About is what an export covers: an account's entries of some days, or the entries about a
// request.
type About struct {
	AccountID string `json:"account_id"`
	Account   string `json:"account"`
	RequestID string `json:"request_id,omitempty"`
	From      string `json:"from,omitempty"`
	To        string `json:"to,omitempty"`
	Zone      string `json:"zone,omitempty"`
}

// headLine is the first line of an export.
type headLine struct {
	Form string `json:"form"`
	About
	PublicKey  string   `json:"public_key"`
	Checkpoint string   `json:"checkpoint"`
	Extends    *extends `json:"extends,omitempty"`
}

// extends is an earlier head and the proof that the export's head extends it.
type extends struct {
	Size  int64          `json:"size"`
	Hash  tlog.Hash      `json:"hash"`
	Proof tlog.TreeProof `json:"proof"`
}

// entryLine is an entry with its proof. Hash is nil unless part of the entry is hidden.
type entryLine struct {
	Seq            int64            `json:"entry"`
	At             string           `json:"at"`
	ActorKind      string           `json:"actor_kind"`
	ActorAccountID string           `json:"actor_account_id"`
	ActorUserID    string           `json:"actor_user_id"`
	ActorName      string           `json:"actor"`
	Address        string           `json:"address"`
	Action         string           `json:"action"`
	AccountID      string           `json:"account_id"`
	ObjectID       string           `json:"object_id"`
	ObjectName     string           `json:"object"`
	RequestID      string           `json:"request_id"`
	Before         json.RawMessage  `json:"before,omitempty"`
	After          json.RawMessage  `json:"after,omitempty"`
	Salt           string           `json:"salt,omitempty"`
	Hash           *tlog.Hash       `json:"hash,omitempty"`
	Proof          tlog.RecordProof `json:"proof"`
}

// sealLine is the last line of an export.
type sealLine struct {
	Seal string `json:"seal"`
}

// exportLine is one of these.
type exportLine struct {
	head  *headLine
	entry *entryLine
	seal  *sealLine
}

const instantLayout = "2006-01-02T15:04:05.000Z"

// entryLineFrom is an entry without its proof. exact says whether an export can contain every byte
// of it.
func entryLineFrom(e Entry) (x entryLine, exact bool) {
	exact = utf8.Valid(e.bytes())
	if !exact {
		for _, text := range []*string{&e.ActorName, &e.Address, &e.ObjectID, &e.ObjectName, &e.Before, &e.After} {
			*text = strings.ToValidUTF8(*text, "\uFFFD")
		}
	}
	x = entryLine{
		Seq: e.Seq, At: time.UnixMilli(e.At).UTC().Format(instantLayout), ActorKind: e.ActorKind, ActorAccountID: e.ActorAccountID,
		ActorUserID: e.ActorUserID, ActorName: e.ActorName, Address: e.Address, Action: e.Action, AccountID: e.AccountID,
		ObjectID: e.ObjectID, ObjectName: e.ObjectName, RequestID: e.RequestID, Salt: e.Salt,
	}
	for _, change := range []struct {
		text string
		to   *json.RawMessage
	}{{e.Before, &x.Before}, {e.After, &x.After}} {
		var compact bytes.Buffer
		if change.text != "" && json.Compact(&compact, []byte(change.text)) == nil {
			*change.to = compact.Bytes()
		}
		exact = exact && string(*change.to) == change.text
	}
	return x, exact
}

// entry is the reverse of entryLineFrom.
func (x entryLine) entry() (e Entry, err error) {
	at, err := time.Parse(instantLayout, x.At)
	return Entry{
		Seq: x.Seq, At: at.UnixMilli(), ActorKind: x.ActorKind, ActorAccountID: x.ActorAccountID, ActorUserID: x.ActorUserID,
		ActorName: x.ActorName, Address: x.Address, Action: x.Action, AccountID: x.AccountID, ObjectID: x.ObjectID,
		ObjectName: x.ObjectName, RequestID: x.RequestID, Before: string(x.Before), After: string(x.After), Salt: x.Salt,
	}, err
}

// preamble comes before the first line.
func (f Form) preamble() string {
	if f == CSV {
		return strings.Join(columns, ",") + "\r\n"
	}
	return ""
}

// encode formats a line; decode parses it.
func (f Form) encode(l exportLine) ([]byte, error) {
	if f == CSV {
		return encodeCSV(l)
	}
	return encodeJSON(l)
}

func (f Form) decode(line []byte) (exportLine, error) {
	if f == CSV {
		return decodeCSV(line)
	}
	return decodeJSON(line)
}

func encodeJSON(l exportLine) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	var value any = l.entry
	switch {
	case l.head != nil:
		value = l.head
	case l.seal != nil:
		value = l.seal
	}
	err := e.Encode(value)
	return b.Bytes(), err
}

func decodeJSON(line []byte) (l exportLine, err error) {
	switch {
	case bytes.HasPrefix(line, []byte(`{"form":`)):
		err = json.Unmarshal(line, &l.head)
	case bytes.HasPrefix(line, []byte(`{"seal":`)):
		err = json.Unmarshal(line, &l.seal)
	default:
		l.entry = &entryLine{}
		err = json.Unmarshal(line, l.entry)
	}
	return l, err
}

// columns are the cells of a line. The first says what kind of line it is. For the head and the
// seal, only the last cell is filled, with their line of JSON.
var columns = []string{
	"line", "entry", "at", "actor_kind", "actor_account_id", "actor_user_id", "actor", "address", "action", "account_id", "object_id",
	"object", "request_id", "before", "after", "salt", "hash", "proof",
}

func encodeCSV(l exportLine) ([]byte, error) {
	cells := make([]string, len(columns))
	if x := l.entry; x != nil {
		var proof []string
		for _, h := range x.Proof {
			proof = append(proof, h.String())
		}
		hash := ""
		if x.Hash != nil {
			hash = x.Hash.String()
		}
		cells = []string{
			"entry", strconv.FormatInt(x.Seq, 10), x.At, x.ActorKind, x.ActorAccountID, x.ActorUserID, x.ActorName, x.Address, x.Action,
			x.AccountID, x.ObjectID, x.ObjectName, x.RequestID, string(x.Before), string(x.After), x.Salt, hash, strings.Join(proof, " "),
		}
	} else {
		line, err := encodeJSON(l)
		if err != nil {
			return nil, err
		}
		cells[0], cells[len(cells)-1] = "head", string(bytes.TrimSuffix(line, []byte("\n")))
		if l.seal != nil {
			cells[0] = "seal"
		}
	}
	for i := range cells {
		cells[i] = cell(cells[i])
	}
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	w.UseCRLF = true
	err := w.Write(cells)
	w.Flush()
	return b.Bytes(), errors.Join(err, w.Error())
}

func decodeCSV(line []byte) (l exportLine, err error) {
	r := csv.NewReader(bytes.NewReader(line))
	r.FieldsPerRecord = len(columns)
	c, err := r.Read()
	if err != nil {
		return l, err
	}
	for i := range c {
		c[i] = uncell(c[i])
	}
	if c[0] != "entry" {
		return decodeJSON([]byte(c[len(c)-1]))
	}
	x := &entryLine{
		At: c[2], ActorKind: c[3], ActorAccountID: c[4], ActorUserID: c[5], ActorName: c[6], Address: c[7], Action: c[8], AccountID: c[9],
		ObjectID: c[10], ObjectName: c[11], RequestID: c[12], Before: json.RawMessage(c[13]), After: json.RawMessage(c[14]), Salt: c[15],
	}
	x.Seq, err = strconv.ParseInt(c[1], 10, 64)
	if err != nil {
		return l, err
	}
	if c[16] != "" {
		h, err := tlog.ParseHash(c[16])
		if err != nil {
			return l, err
		}
		x.Hash = &h
	}
	for _, text := range strings.Fields(c[17]) {
		h, err := tlog.ParseHash(text)
		if err != nil {
			return l, err
		}
		x.Proof = append(x.Proof, h)
	}
	return exportLine{entry: x}, nil
}
