package views

import (
	"fmt"
	"strings"

	"latchkey/access"
)

// pdfIndent is where the facts of a report begin, beside their names.
const pdfIndent = 38.0

// ReportPDF is a report as a document to be printed on A4.
func ReportPDF(r Report) ([]byte, error) {
	title := "Access report: " + r.Request.CompanyName
	d := reportDoc{newPDF(title, r.Request.AccountName, r.At)}
	d.AddPage()
	d.text("B", 18, pdfWidth, "Access report")
	d.text("B", 11, pdfWidth, r.Request.RequestedByName+" → "+r.Request.CompanyName+"   "+string(r.State))
	d.text("", 9, pdfWidth, "Request "+r.Request.ID+", as of "+r.Made.Text+". Times are in "+r.Zone+".")
	d.Ln(4)
	if r.Standing != "" {
		d.text("B", 10, pdfWidth, r.Standing)
		d.Ln(3)
	}
	for _, f := range r.Facts {
		d.fact(f)
	}
	d.rows("Decisions", "", r.Acts)
	if r.Request.Granted() {
		d.rows("Visits", "Nobody was in.", r.Visits)
		d.rows("Changes made", "Nothing was changed.", r.Changes)
		d.rows("Pages read", "No page was read.", r.Read)
	}
	if r.Cut {
		d.Ln(4)
		d.text("B", 10, pdfWidth, fmt.Sprintf("There is more: this document holds the first %d visits, pages and changes of each. The rest is on the report's page, and in the record.", access.MaxReport))
	}
	return d.bytes()
}

// reportDoc is a report being drawn.
type reportDoc struct{ pdfDoc }

// fact writes a name with its lines beside it.
func (d reportDoc) fact(f Fact) {
	d.font("", 9)
	d.SetTextColor(90, 90, 90)
	d.CellFormat(pdfIndent, 4.5, f.Name, "", 0, "L", false, 0, "")
	d.SetTextColor(0, 0, 0)
	d.SetLeftMargin(pdfMargin + pdfIndent)
	d.text("", 9, pdfWidth-pdfIndent, strings.Join(f.Lines, "\n"))
	d.SetLeftMargin(pdfMargin)
	d.SetX(pdfMargin)
	d.Ln(1.5)
}

// rows writes a section: for each thing that was done a line, and under it what there is to say of it.
func (d reportDoc) rows(name, none string, rows []ReportRow) {
	d.Ln(5)
	d.text("B", 11, pdfWidth, name)
	d.Ln(1)
	if len(rows) == 0 {
		d.text("", 9, pdfWidth, none)
	}
	for _, row := range rows {
		line := row.When.Text + "   " + row.What
		for _, more := range []string{row.Where, row.Who.String()} {
			if more != "" {
				line += "   " + more
			}
		}
		d.text("", 9, pdfWidth, line)
		if len(row.Details) > 0 {
			d.SetLeftMargin(pdfMargin + 6)
			d.SetX(pdfMargin + 6)
			d.SetTextColor(60, 60, 60)
			d.text("", 8, pdfWidth-6, strings.Join(row.Details, "\n"))
			d.SetTextColor(0, 0, 0)
			d.SetLeftMargin(pdfMargin)
			d.SetX(pdfMargin)
		}
		d.Ln(1)
	}
}
