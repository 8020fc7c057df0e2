package views

import (
	"fmt"
	"strings"
	"testing"

	"github.com/boombuler/barcode/qr"
)

// The path is the code's modules, with the quiet zone around them.
func TestQRModules(t *testing.T) {
	const text = "otpauth://totp/Latchkey:sue%20@%20Acme?issuer=Latchkey&secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
	path, length, err := qrModules(text)
	if err != nil {
		t.Fatal(err)
	}
	code, err := qr.Encode(text, qr.M, qr.Unicode)
	if err != nil {
		t.Fatal(err)
	}
	n := code.Bounds().Dx()
	if length != n+8 {
		t.Fatalf("it is %d modules long, the code %d", length, n)
	}
	drawn := map[[2]int]bool{}
	for run := range strings.SplitSeq(strings.TrimSuffix(path, "z"), "z") {
		var x, y, width, back int
		if _, err := fmt.Sscanf(run, "M%d %dh%dv1h-%d", &x, &y, &width, &back); err != nil || width != back {
			t.Fatalf("%q: %v", run, err)
		}
		for i := range width {
			drawn[[2]int{x + i, y}] = true
		}
	}
	for y := range length {
		for x := range length {
			dark := false
			if x >= 4 && y >= 4 && x < n+4 && y < n+4 {
				r, _, _, _ := code.At(x-4, y-4).RGBA()
				dark = r == 0
			}
			if drawn[[2]int{x, y}] != dark {
				t.Fatalf("module %d, %d is dark: %t", x, y, drawn[[2]int{x, y}])
			}
		}
	}
}
