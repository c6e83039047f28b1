package limits

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"time"
)

// Limits is what a Worker must keep to beyond what the local runtime asks for.
type Limits struct {
	KeyValue KeyValue
	SQLite   SQLite

	// WaitUntil is how long what waitUntil was given may go on after the response.
	WaitUntil time.Duration
	// Alarm is how long an alarm handler may take.
	Alarm time.Duration
	// CPU is how long script may run without yielding.
	CPU time.Duration
}

// KeyValue is what an object of a class with key-value storage may store.
type KeyValue struct {
	Batch int // keys in one call
	Key   int // bytes
	Value int // bytes, before serialisation
	Slack int // bytes that serialisation may add
}

// SQLite is what an object of a class with SQLite storage may store.
type SQLite struct {
	Batch     int   // keys in one call
	Row       int   // bytes of a string, a blob, a row, a key with its value
	Arguments int   // of an SQL function
	Database  int64 // bytes
}

// Figure is one line of the data file.
type Figure struct {
	Name   string `json:"name"`
	Value  int64  `json:"value"`
	Unit   string `json:"unit"`
	Note   string `json:"note"`
	Source string `json:"source"`
}

//go:embed production.json
var production []byte

// Production answers the figures of the platform.
func Production() Limits {
	_, figures := Figures()
	at := make(map[string]int64, len(figures))
	for _, f := range figures {
		at[f.Name] = f.Value
	}
	return Limits{
		KeyValue: KeyValue{
			Batch: int(at["keyvalue.batch"]), Key: int(at["keyvalue.key"]),
			Value: int(at["keyvalue.value"]), Slack: int(at["keyvalue.slack"]),
		},
		SQLite: SQLite{
			Batch: int(at["sqlite.batch"]), Row: int(at["sqlite.row"]),
			Arguments: int(at["sqlite.arguments"]), Database: at["sqlite.database"],
		},
		WaitUntil: time.Duration(at["event.waituntil"]) * time.Millisecond,
		Alarm:     time.Duration(at["event.alarm"]) * time.Millisecond,
		CPU:       time.Duration(at["event.cpu"]) * time.Millisecond,
	}
}

// Figures answers the data file: the day it was true and its lines.
func Figures() (date string, list []Figure) {
	var file struct {
		Date   string   `json:"date"`
		Limits []Figure `json:"limits"`
	}
	if err := json.Unmarshal(production, &file); err != nil {
		panic(fmt.Sprintf("production.json: %v", err)) // it is part of the binary
	}
	return file.Date, file.Limits
}
