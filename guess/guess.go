// Package guess estimates how many guesses a password withstands, as zxcvbn does. It finds the same
// patterns as the library zxcvbn-go, except for one matcher, and lets the library weigh them. But
// it reads the dictionaries only when the first password is rated. The library's own matchers read
// them when the program starts, which took a third of a server's start time and a quarter of its
// memory.
package guess

import (
	"encoding/json"
	"strings"
	"sync"

	"github.com/ccojocar/zxcvbn-go/data"
	"github.com/ccojocar/zxcvbn-go/entropy"
	"github.com/ccojocar/zxcvbn-go/match"
	"github.com/ccojocar/zxcvbn-go/scoring"
)

// Rate rates a password. It does not read symbols as the letters that they look like: the library's
// matcher for that tries all combinations, which takes minutes for some passwords.
func Rate(password string) scoring.MinEntropyMatch {
	var found []match.Match
	for _, matcher := range []func(string) []match.Match{words, keyboards, repeats, sequences, dates, digitDates} {
		found = append(found, matcher(password)...)
	}
	return scoring.MinimumEntropyMatchSequence(password, found)
}

// ranks is the rank of each word in the dictionary in which it is most common. 1 is the most common
// word.
var ranks = sync.OnceValue(func() map[string]int {
	all := map[string]int{}
	for _, name := range []string{"MaleNames", "FemaleNames", "Surnames", "English", "Passwords"} {
		for i, word := range readWords("data/" + name + ".json") {
			word = strings.ToLower(word)
			if rank, ok := all[word]; !ok || i+1 < rank {
				all[word] = i + 1
			}
		}
	}
	return all
})

func readWords(name string) []string {
	text, err := data.Asset(name)
	var file struct{ List []string }
	if err == nil {
		err = json.Unmarshal(text, &file)
	}
	if err != nil {
		panic(err) // the file is compiled in
	}
	return file.List
}

// words finds the dictionary words in a password.
func words(password string) (found []match.Match) {
	rankOf := ranks()
	plain, lower := []rune(password), []rune(strings.ToLower(password))
	for i := range lower {
		for j := i; j < len(lower); j++ {
			if rank, ok := rankOf[string(lower[i:j+1])]; ok {
				m := match.Match{Pattern: "dictionary", I: i, J: j, Token: string(plain[i : j+1])}
				m.Entropy = entropy.DictionaryEntropy(m, float64(rank))
				found = append(found, m)
			}
		}
	}
	return found
}

// repeats finds one character three times or more.
func repeats(password string) (found []match.Match) {
	add := func(i, j int) {
		if i < 0 || j-i < 2 {
			return
		}
		m := match.Match{Pattern: "repeat", I: i, J: j, Token: password[i : j+1]}
		m.Entropy = entropy.RepeatEntropy(m)
		found = append(found, m)
	}
	last, streak, at := "", 0, 0
	for i, r := range password {
		if at = i; strings.EqualFold(string(r), last) {
			streak++
		} else {
			add(i-streak, i-1)
			streak = 1
		}
		last = string(r)
	}
	add(at-streak+1, at)
	return found
}

var alphabets = []string{"abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "0123456789"}

// sequences finds three or more characters that follow each other in an alphabet, forwards or
// backwards.
func sequences(password string) (found []match.Match) {
	for i, j := 0, 1; i < len(password); i, j = j, j+1 {
		alphabet, direction := alphabetOf(password, i)
		if alphabet == "" {
			continue
		}
		for j < len(password) && strings.IndexByte(alphabet, password[j])-strings.IndexByte(alphabet, password[j-1]) == direction {
			j++
		}
		if j-i > 2 {
			m := match.Match{Pattern: "sequence", I: i, J: j - 1, Token: password[i:j]}
			m.Entropy = entropy.SequenceEntropy(m, len(alphabet), direction == 1)
			found = append(found, m)
		}
	}
	return found
}

// alphabetOf returns the alphabet in which the characters at i and i+1 are neighbours, and the
// direction.
func alphabetOf(password string, i int) (alphabet string, direction int) {
	if i+1 == len(password) {
		return "", 0
	}
	for _, a := range alphabets {
		this, next := strings.IndexByte(a, password[i]), strings.IndexByte(a, password[i+1])
		if d := next - this; this >= 0 && next >= 0 && (d == 1 || d == -1) {
			return a, d
		}
	}
	return "", 0
}
