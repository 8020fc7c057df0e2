package access

import "strings"

// Browser is a browser and its system, by their names, as far as a User-Agent says them.
type Browser struct{ Name, System string }

// browserMarks and systemMarks are what a User-Agent contains, and what that stands for. The first
// one that it contains counts, because many claim to be others, too.
var (
	browserMarks = [][2]string{
		{"Edg/", "Edge"}, {"EdgA/", "Edge"}, {"EdgiOS/", "Edge"}, {"OPR/", "Opera"}, {"Vivaldi/", "Vivaldi"}, {"SamsungBrowser/", "Samsung Internet"},
		{"FxiOS/", "Firefox"}, {"Firefox/", "Firefox"}, {"CriOS/", "Chrome"}, {"Chrome/", "Chrome"}, {"Chromium/", "Chrome"},
		{"Version/", "Safari"}, {"curl/", "curl"},
	}
	systemMarks = [][2]string{
		{"iPhone", "iOS"}, {"iPad", "iPadOS"}, {"Android", "Android"}, {"Windows", "Windows"}, {"CrOS", "ChromeOS"}, {"Macintosh", "macOS"}, {"Linux", "Linux"},
	}
)

// ParseBrowser finds out which browser a User-Agent stands for. What is not known is "".
func ParseBrowser(userAgent string) Browser {
	first := func(marks [][2]string) string {
		for _, m := range marks {
			if strings.Contains(userAgent, m[0]) {
				return m[1]
			}
		}
		return ""
	}
	return Browser{Name: first(browserMarks), System: first(systemMarks)}
}
