package main

import (
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
	"time"
)

// The targets, as the table names them.
const (
	oursName = "dodev"
	peerName = "workerd"
)

// A row is what all rounds of a measure found, by target.
type row struct {
	measure measure
	samples map[string][]sample
	failed  map[string]error
}

func (r row) values(target string) []float64 {
	var values []float64
	for _, s := range r.samples[target] {
		values = append(values, s.value)
	}
	return values
}

func (r row) latencies(target string) []time.Duration {
	var all []time.Duration
	for _, s := range r.samples[target] {
		all = append(all, s.latencies...)
	}
	return all
}

// agrees fails a sample that came to something else than the ones before.
func (r row) agrees(s sample) error {
	for target, samples := range r.samples {
		if len(samples) > 0 && samples[0].answer != s.answer {
			return fmt.Errorf("came to %s, but %s to %s", s.answer, target, samples[0].answer)
		}
	}
	return nil
}

// cells are the median of the rounds and the 99th percentile of everything that was timed in them.
func (r row) cells(target string) (string, string) {
	if r.failed[target] != nil {
		return "failed", ""
	}
	values, latencies := r.values(target), r.latencies(target)
	if len(values) == 0 {
		return "", ""
	}
	p99 := ""
	if len(latencies) > 0 {
		p99 = duration(time.Duration(quantile(latencies, 0.99)))
	} else if len(values) > 1 {
		p99 = r.measure.unit.format(quantile(values, 0.99))
	}
	return r.measure.unit.format(median(values)), p99
}

// writeTables writes the results as Markdown: what is served, what is computed, and what each operation costs.
func writeTables(w io.Writer, targets []string, rows []row) error {
	var b strings.Builder
	writeTable(&b, "measure", targets, rows, false)
	writeTable(&b, "computation", targets, rows, true)
	writeProcessor(&b, targets, rows)
	writeRemarks(&b, targets, rows)
	_, err := io.WriteString(w, b.String())
	return err
}

// writeTable writes the rows of one kind.
func writeTable(b *strings.Builder, title string, targets []string, rows []row, computes bool) {
	rows = slices.DeleteFunc(slices.Clone(rows), func(r row) bool { return r.measure.computes != computes })
	if len(rows) == 0 {
		return
	}
	if b.Len() > 0 {
		b.WriteByte('\n')
	}
	head := []string{title}
	for _, t := range targets {
		head = append(head, t, "p99")
	}
	line(b, append(head, "ratio", "bar", "result")...)
	line(b, slices.Repeat([]string{"---"}, len(head)+3)...)
	for _, r := range rows {
		cells := []string{r.measure.title}
		for _, t := range targets {
			value, p99 := r.cells(t)
			cells = append(cells, value, p99)
		}
		ours, peer := math.NaN(), math.NaN()
		if r.failed[oursName] == nil {
			ours = median(r.values(oursName))
		}
		if r.failed[peerName] == nil {
			peer = median(r.values(peerName))
		}
		ratio := ""
		if x := ours / peer; !math.IsNaN(x) && !math.IsInf(x, 0) {
			ratio = fmt.Sprintf("%.2fx", x)
		}
		line(b, append(cells, ratio, r.measure.bar.format(r.measure.unit), r.measure.bar.verdict(ours, peer))...)
	}
}

// writeProcessor says what an operation costs a server, whatever else the machine and the client did, and how
// much of the work was the client's: where that is most of it, the client was measured.
func writeProcessor(b *strings.Builder, targets []string, rows []row) {
	begun := false
	for _, r := range rows {
		cells, known := []string{r.measure.title}, false
		for _, t := range targets {
			var processor []time.Duration
			var client []float64
			for _, s := range r.samples[t] {
				if s.processor > 0 {
					processor, client = append(processor, s.processor), append(client, s.client)
				}
			}
			if len(processor) == 0 {
				cells = append(cells, "", "")
				continue
			}
			known = true
			cells = append(cells, duration(time.Duration(median(processor))), fmt.Sprintf("%.0f %%", 100*median(client)))
		}
		if !known {
			continue
		}
		if !begun {
			begun = true
			head := []string{"processor time an operation"}
			for _, t := range targets {
				head = append(head, t, "client's part")
			}
			b.WriteByte('\n')
			line(b, head...)
			line(b, slices.Repeat([]string{"---"}, len(head))...)
		}
		line(b, cells...)
	}
}

func writeRemarks(b *strings.Builder, targets []string, rows []row) {
	var remarks []string
	for _, r := range rows {
		for _, t := range targets {
			if err := r.failed[t]; err != nil {
				remarks = append(remarks, fmt.Sprintf("- %s, %s: failed: %v", r.measure.name, t, err))
			}
			for _, s := range r.samples[t] {
				if s.note != "" {
					remarks = append(remarks, fmt.Sprintf("- %s, %s: %s", r.measure.name, t, s.note))
				}
			}
		}
	}
	if len(remarks) > 0 {
		b.WriteString("\n" + strings.Join(slices.Compact(remarks), "\n") + "\n")
	}
}

func line(b *strings.Builder, cells ...string) {
	b.WriteString("| " + strings.Join(cells, " | ") + " |\n")
}
