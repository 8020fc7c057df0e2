package views

import (
	"strings"

	"latchkey/access"
	"latchkey/pdf"
	"latchkey/words"
)

// pdfIndent is where the values of a report's facts begin.
const pdfIndent = 38.0

// ReportPDF is a report as a PDF document in A4.
func ReportPDF(r Report) (Document, error) {
	w := &r.W.Report
	d := reportDoc{newPDF(r.W, r.Vendor, w.DocumentTitle(r.Request.CompanyName), r.Request.AccountName, r.Made)}
	d.Text(pdfTitle, pdf.Width, w.PDFTitle)
	d.Text(pdfHeading, pdf.Width, r.Request.RequestedByName, " → ", r.Request.CompanyName, "   "+r.W.Request.States[r.State])
	d.Text(pdfSmall, pdf.Width, w.DocumentAsOf(r.Request.ID, r.Made, r.Zone))
	d.Ln(4)
	if r.Standing != "" {
		d.Text(pdfStrong, pdf.Width, r.Standing)
		d.Ln(3)
	}
	for _, f := range r.Facts {
		d.fact(f)
	}
	d.rows(&r.W.Parts, w.Decisions, "", r.Acts)
	if r.Request.Granted() {
		d.rows(&r.W.Parts, w.Visits, w.NobodyIn, r.Visits)
		d.rows(&r.W.Parts, w.Changes, w.NothingChanged, r.Changes)
		d.rows(&r.W.Parts, w.Read, w.NoPage, r.Read)
		d.rows(&r.W.Parts, w.Opened, w.NoWebapp, r.Opened)
	}
	if r.Cut {
		d.Ln(4)
		d.Text(pdfStrong, pdf.Width, w.Cut(access.MaxReport))
	}
	return finished(d.Document)
}

// reportDoc is a report that is being drawn.
type reportDoc struct{ *pdf.Document }

// fact writes a name with its lines next to it.
func (d reportDoc) fact(f Fact) {
	d.Cell(pdf.Style{Size: 9, Gray: 90}, pdfIndent, 4.5, f.Name)
	d.SetIndent(pdfIndent)
	d.Text(aligned(pdfSmall, pdf.Start), pdf.Width-pdfIndent, strings.Join(f.Lines, "\n"))
	d.SetIndent(0)
	d.Ln(1.5)
}

// rows writes a section: a line for each thing that was done, with its details below.
func (d reportDoc) rows(p *words.Parts, name, none string, rows []ReportRow) {
	d.Ln(5)
	d.Text(pdfHeading, pdf.Width, name)
	d.Ln(1)
	if len(rows) == 0 {
		d.Text(pdfSmall, pdf.Width, none)
	}
	for _, row := range rows {
		parts := []string{row.When.Text, "   ", row.What}
		for _, more := range []string{row.Where, p.Who(row.Who)} {
			if more != "" {
				parts = append(parts, "   ", more)
			}
		}
		d.Text(pdfSmall, pdf.Width, parts...)
		if len(row.Details) > 0 {
			d.SetIndent(6)
			d.Text(pdf.Style{Size: 8, Gray: 60, Align: pdf.Start}, pdf.Width-6, strings.Join(row.Details, "\n"))
			d.SetIndent(0)
		}
		d.Ln(1)
	}
}
