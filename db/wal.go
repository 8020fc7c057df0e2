package db

import (
	"bufio"
	"encoding/binary"
	"errors"
	"io"
)

// walPages is what SQLite would replay from a write-ahead log. (Format:
// https://sqlite.org/fileformat2.html#walformat)
type walPages struct {
	pageSize int64
	// writes is the number of committed writes. marks has the mark of each first page in them, in
	// order.
	writes int
	marks  []mark
}

const walHeaderSize, walFrameSize = 32, 24

// readWAL reads a log up to its last committed write, as SQLite does in a recovery: it ignores
// everything from the first wrong byte. A log without a valid header is empty.
func readWAL(f io.Reader) (walPages, error) {
	r := bufio.NewReaderSize(f, 1<<20)
	head := make([]byte, walHeaderSize)
	if _, err := io.ReadFull(r, head); err != nil {
		return walPages{}, ignoreEOF(err)
	}
	var sum walSum
	switch binary.BigEndian.Uint32(head) {
	case 0x377f0682:
		sum.order = binary.LittleEndian
	case 0x377f0683:
		sum.order = binary.BigEndian
	default:
		return walPages{}, nil
	}
	sum.add(head[:24])
	w := walPages{pageSize: int64(binary.BigEndian.Uint32(head[8:]))}
	if !sum.matches(head[24:]) || w.pageSize < 512 || w.pageSize > 1<<16 {
		return walPages{}, nil
	}
	frame := make([]byte, walFrameSize+w.pageSize)
	for pending := []mark(nil); ; {
		if _, err := io.ReadFull(r, frame); err != nil {
			return w, ignoreEOF(err)
		}
		sum.add(frame[:8])
		sum.add(frame[walFrameSize:])
		if string(frame[8:16]) != string(head[16:24]) || !sum.matches(frame[16:24]) {
			return w, nil
		}
		if binary.BigEndian.Uint32(frame) == 1 {
			pending = append(pending, header(frame[walFrameSize:]).mark())
		}
		if binary.BigEndian.Uint32(frame[4:]) != 0 { // a write ends here
			w.writes, w.marks, pending = w.writes+1, append(w.marks, pending...), nil
		}
	}
}

// belongTo reports whether the log continues the file with the header h, which is nil if the file
// is missing or empty.
func (w walPages) belongTo(h header) bool {
	switch {
	case w.writes == 0:
		return true
	case h == nil || w.pageSize != h.pageSize():
		return false
	}
	file := h.mark()
	marks := w.marks
	if file.id == 0 {
		// The file is from an earlier version. It may have got its mark in this log, so its numbers
		// begin here.
		for len(marks) > 0 && marks[0].id == 0 {
			marks = marks[1:]
		}
		if len(marks) == 0 {
			return true
		}
		file = mark{marks[0].id, 0}
	}
	if len(marks) == 0 {
		return false
	}
	for _, m := range marks {
		if m.id != file.id {
			return false
		}
	}
	first, last := marks[0], marks[len(marks)-1]
	return mark{number: first.number - 1}.before(file.number) && file.before(last.number)
}

// walSum is the checksum of a log.
type walSum struct {
	order  binary.ByteOrder
	s0, s1 uint32
}

func (s *walSum) add(b []byte) {
	for ; len(b) >= 8; b = b[8:] {
		s.s0 += s.order.Uint32(b) + s.s1
		s.s1 += s.order.Uint32(b[4:]) + s.s0
	}
}

func (s *walSum) matches(b []byte) bool {
	return binary.BigEndian.Uint32(b) == s.s0 && binary.BigEndian.Uint32(b[4:]) == s.s1
}

// ignoreEOF returns nil for the end of a file.
func ignoreEOF(err error) error {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return nil
	}
	return err
}
