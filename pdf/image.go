package pdf

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
)

// Image is a picture for documents. Nobody changes it, so documents can share it.
type Image struct {
	// Width and Height are in pixels.
	Width, Height int
	// colours and opacity are compressed. The picture is opaque if opacity is nil.
	colours, opacity []byte
}

// NewImage reads a PNG file.
func NewImage(file []byte) (*Image, error) {
	picture, err := png.Decode(bytes.NewReader(file))
	if err != nil {
		return nil, err
	}
	size := picture.Bounds().Size()
	i := &Image{Width: size.X, Height: size.Y}
	colours, opacity := pixels(picture)
	if i.colours, err = packed(colours); err != nil {
		return nil, err
	}
	if bytes.Count(opacity, []byte{0xFF}) < len(opacity) {
		i.opacity, err = packed(opacity)
	}
	return i, err
}

// pixels returns the red, green and blue of each pixel, and apart from them how opaque it is.
func pixels(picture image.Image) (colours, opacity []byte) {
	area := picture.Bounds()
	for y := area.Min.Y; y < area.Max.Y; y++ {
		for x := area.Min.X; x < area.Max.X; x++ {
			c := color.NRGBAModel.Convert(picture.At(x, y)).(color.NRGBA) //nolint:forcetypeassert // the model's own
			colours, opacity = append(colours, c.R, c.G, c.B), append(opacity, c.A)
		}
	}
	return colours, opacity
}

// The letterhead, in millimetres: where a picture there begins, how large it is at most, and how
// much room is left below it. A pixel is never larger than on a screen with 96 pixels per inch.
const (
	headTop    = 10.0
	headWidth  = 40.0
	headHeight = 12.0
	headGap    = 3.0
	pixel      = 25.4 / 96
)

// Head draws a picture into the upper right corner of a document in which nothing has been drawn
// yet. meaning says what it shows, for those who can't see it.
func (d *Document) Head(i *Image, meaning string) {
	scale := min(pixel, headWidth/float64(i.Width), headHeight/float64(i.Height))
	width, height := float64(i.Width)*scale, float64(i.Height)*scale
	d.picture = i
	d.print("/Span<</Alt %s>>BDC q %.2f 0 0 %.2f %.2f %.2f cm /I0 Do Q EMC\n", hexText(meaning),
		width*point, height*point, (Margin+Width-width)*point, (pageHeight-headTop-height)*point)
	d.Y = max(d.Y, headTop+height+headGap)
}

// write writes the picture, and returns the number of its object.
func (i *Image) write(w *writer) int {
	number, form, mask := w.reserve(), fmt.Sprintf("/Type/XObject/Subtype/Image/Width %d/Height %d/BitsPerComponent 8/ColorSpace", i.Width, i.Height), ""
	if i.opacity != nil {
		n := w.reserve()
		w.packed(n, i.opacity, form+"/DeviceGray")
		mask = fmt.Sprintf("/SMask %d 0 R", n)
	}
	w.packed(number, i.colours, form+"/DeviceRGB"+mask)
	return number
}
