package words

// Parts is what several pages share: lists and their pages, forms and their fields, dates and lengths to choose, and what stands in place of nothing.
type Parts struct{}

var enParts = Parts{}

var deParts = Parts{}
