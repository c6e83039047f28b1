// Package observe is what happened, as typed records.
//
// Code reports a record once, where it happens; the log, a dashboard, an inspector or a test reads the
// stream and formats it. Reporting never fails and never blocks for long. The zero Observer does nothing.
package observe
