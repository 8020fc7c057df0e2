package e2e

import "latchkey/words"

// en has the English texts of pages.
var en = words.English()
