package e2e

import "latchkey/words"

// en is what pages say to who wants English.
var en = words.English()
