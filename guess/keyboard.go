package guess

import (
	"strings"

	"github.com/ccojocar/zxcvbn-go/adjacency"
	"github.com/ccojocar/zxcvbn-go/entropy"
	"github.com/ccojocar/zxcvbn-go/match"
)

// keyboards finds three or more neighbouring keys on a keyboard.
func keyboards(password string) (found []match.Match) {
	for _, name := range []string{"qwerty", "dvorak", "keypad", "macKeypad"} {
		graph := adjacency.GraphMap[name]
		for i := 0; i < len(password)-1; {
			end, turns, shifted := walk(password, i, graph.Graph)
			if end-i > 2 {
				m := match.Match{Pattern: "spatial", I: i, J: end - 1, Token: password[i:end], DictionaryName: graph.Name}
				m.Entropy = entropy.SpatialEntropy(m, turns, shifted)
				found = append(found, m)
			}
			i = end
		}
	}
	return found
}

// walk follows the password from the key at i for as long as each key is a neighbour of the one
// before.
func walk(password string, i int, neighbours map[string][]string) (end, turns, shifted int) {
	last := -1
	for end = i + 1; end < len(password); end++ {
		direction := -1
		for d, keys := range neighbours[password[end-1:end]] {
			if at := strings.IndexByte(keys, password[end]); at >= 0 {
				if direction = d; at == 1 {
					shifted++ // the key's second symbol
				}
				break
			}
		}
		if direction < 0 {
			break
		}
		if direction != last {
			turns++
			last = direction
		}
	}
	return end, turns, shifted
}
