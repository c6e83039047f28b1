package runtime

import (
	"container/heap"
	"errors"
	"math"
	"sync"
	"time"

	"github.com/dodev/dodev/host"
	"github.com/dodev/dodev/storage"
)

// AlarmRetries is how often a failed alarm is tried again.
const AlarmRetries = 6

// alarmBackoff is the pause before the first retry; each further one is twice as long.
const alarmBackoff = 2 * time.Second

// alarms is the schedule of every durable alarm of a runtime. One timer of the host serves the earliest.
type alarms struct {
	runtime *Runtime
	mu      sync.Mutex
	heap    schedule
	at      map[storage.Object]*due
	timer   host.Timer
	armed   time.Time
	stopped bool
}

// due is the next attempt of one alarm.
type due struct {
	object    *Object
	when      time.Time
	scheduled int64 // what the alarm was set to, ms
	retries   int
	index     int // in the heap, -1 while the attempt is under way
	// What was set from the first attempt on waits for the alarm's end: it comes never before a retry.
	next    storage.Alarm
	changed bool // that is the object's alarm now, if any
}

// begun answers whether the alarm has had its first attempt, or has it right now.
func (d *due) begun() bool { return d.index < 0 || d.retries > 0 }

type schedule []*due

func (h schedule) Len() int           { return len(h) }
func (h schedule) Less(a, b int) bool { return h[a].when.Before(h[b].when) }
func (h schedule) Swap(a, b int) {
	h[a], h[b] = h[b], h[a]
	h[a].index, h[b].index = a, b
}
func (h *schedule) Push(x any) {
	d := x.(*due)
	d.index = len(*h)
	*h = append(*h, d)
}
func (h *schedule) Pop() any {
	old := *h
	d := old[len(old)-1]
	old[len(old)-1] = nil
	*h = old[:len(old)-1]
	d.index = -1
	return d
}

// alarmed schedules an alarm that has become durable. It hears of it where it became so, and not on the loop of
// the instance, whose isolate may be closed before.
func (o *Object) alarmed(a storage.Alarm) { o.Namespace.runtime.alarms.set(o, a) }

// LoadAlarms schedules what the backend has, for the namespaces that exist. Overdue alarms run at once. When
// it is called again what is scheduled stays, with all its retries ahead.
func (r *Runtime) LoadAlarms() error {
	return r.Backend.Alarms(func(obj storage.Object, a storage.Alarm, name storage.Name) bool {
		r.mu.Lock()
		n := r.namespaces[obj.Namespace]
		r.mu.Unlock()
		if n != nil {
			r.alarms.load(n.Object(obj.ID, name), a)
		}
		return true
	})
}

// load schedules an alarm that is found on disk, unless it is known already.
func (q *alarms) load(o *Object, a storage.Alarm) {
	q.mu.Lock()
	defer q.mu.Unlock()
	d := q.at[o.Storage()]
	switch {
	case d == nil:
		q.add(newDue(o, a))
	case d.index >= 0 && d.changed:
		q.settle(d)
	case d.retries > 0:
		d.retries = 0
		if d.index >= 0 {
			d.when = time.UnixMilli(d.scheduled)
			heap.Fix(&q.heap, d.index)
			q.arm()
		}
	}
}

func newDue(o *Object, a storage.Alarm) *due {
	return &due{object: o, when: time.UnixMilli(a.Time), scheduled: a.Time}
}

// set makes a the durable alarm of an object, with all its retries ahead.
func (q *alarms) set(o *Object, a storage.Alarm) {
	q.mu.Lock()
	defer q.mu.Unlock()
	d := q.at[o.Storage()]
	switch {
	case d != nil && d.begun() && (a.Set || d.index < 0):
		d.next, d.changed = a, true
		return
	case d != nil:
		q.remove(d)
	}
	if a.Set {
		q.add(newDue(o, a))
	}
}

// remove takes an alarm off the schedule.
func (q *alarms) remove(d *due) {
	delete(q.at, d.object.Storage())
	if d.index >= 0 {
		heap.Remove(&q.heap, d.index)
	}
}

// settle ends an alarm and schedules the one that was set meanwhile.
func (q *alarms) settle(d *due) {
	q.remove(d)
	if d.next.Set {
		q.add(newDue(d.object, d.next))
	}
}

func (q *alarms) add(d *due) {
	if q.stopped {
		return
	}
	if q.at == nil {
		q.at = map[storage.Object]*due{}
	}
	q.at[d.object.Storage()] = d
	heap.Push(&q.heap, d)
	q.arm()
}

func (q *alarms) arm() {
	if len(q.heap) == 0 || q.stopped {
		return
	}
	next := q.heap[0].when
	if q.timer != nil {
		if !next.Before(q.armed) {
			return
		}
		q.timer.Stop()
	}
	q.armed = next
	q.timer = q.runtime.Host.AfterFunc(max(0, next.Sub(q.runtime.Host.Now())), q.fire)
}

func (q *alarms) fire() {
	now := q.runtime.Host.Now()
	var list []*due
	q.mu.Lock()
	q.timer = nil
	for len(q.heap) > 0 && !q.heap[0].when.After(now) {
		list = append(list, heap.Pop(&q.heap).(*due))
	}
	q.arm()
	q.mu.Unlock()
	for _, d := range list {
		d.object.Deliver(&alarmEvent{schedule: q, due: d})
	}
}

func (q *alarms) stop() {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.stopped = true
	if q.timer != nil {
		q.timer.Stop()
	}
}

// over is settle for an alarm whose attempts are over. It answers whether the schedule has heard of what came after.
func (q *alarms) over(d *due) (heard bool) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.at[d.object.Storage()] != d {
		return true
	}
	q.settle(d)
	return d.changed
}

// retry schedules the next attempt of d after a failure, or answers false when there are no more.
func (q *alarms) retry(d *due) bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	switch {
	case q.at[d.object.Storage()] != d:
		return true
	case d.next.Set:
		q.settle(d)
		return true
	case d.retries >= AlarmRetries:
		q.remove(d)
		return false
	}
	pause := float64(alarmBackoff) * math.Pow(2, float64(d.retries))
	pause *= 1 + q.runtime.Host.Float()/4
	d.retries++
	d.when = q.runtime.Host.Now().Add(time.Duration(pause))
	q.add(d)
	return true
}

// again makes an attempt of d that counts for none due now.
func (q *alarms) again(d *due) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.at[d.object.Storage()] != d || d.index >= 0 {
		return
	}
	d.when = q.runtime.Host.Now()
	q.add(d)
}

// current answers whether d is still what the schedule has for its object, which retry it is, and whether another
// alarm was set since.
func (q *alarms) current(d *due) (retries int, changed, ok bool) {
	q.mu.Lock()
	defer q.mu.Unlock()
	return d.retries, d.changed, q.at[d.object.Storage()] == d
}

// runningAlarm is the alarm whose handler runs.
type runningAlarm struct {
	event    *alarmEvent
	revision uint64 // of the stored alarm when the handler started
}

// Alarm answers the object's alarm as script sees it: none while its handler runs and has set no other.
func (in *Instance) Alarm() (storage.Alarm, error) {
	if in.alarm.event != nil && in.Cache.AlarmRevision() == in.alarm.revision {
		return storage.Alarm{}, nil
	}
	return in.Cache.Alarm()
}

// alarmEvent delivers one attempt of an alarm.
type alarmEvent struct {
	schedule *alarms
	due      *due
	ended    bool
}

// Run delivers the attempt to the code. An alarm that was set since does not keep it from running if it is due too.
func (e *alarmEvent) Run(in *Instance, done func()) {
	retries, changed, ok := e.schedule.current(e.due)
	if !ok {
		done() // deleted while this attempt was under way
		return
	}
	a, err := in.Cache.Alarm()
	now := in.Object.Namespace.runtime.Host.Now().UnixMilli()
	if err == nil && (!a.Set || a.Time != e.due.scheduled && !(changed && a.Time <= now)) {
		e.ended = true
		in.Synced(func(err error) { // what the cache has may not be durable yet
			if err != nil {
				e.schedule.again(e.due)
			} else if !e.schedule.over(e.due) {
				in.setAlarmAnew() // the index, which the schedule came from, was behind the record when the process died
			}
			done()
		})
		return
	}
	in.alarm = runningAlarm{event: e, revision: in.Cache.AlarmRevision()}
	info := AlarmInfo{ScheduledTime: e.due.scheduled, RetryCount: retries}
	in.code.Alarm(info, func(outcome AlarmOutcome) { e.end(in, outcome) }).Run(in, done)
}

// setAlarmAnew writes the alarm as it is, for everybody to hear of it.
func (in *Instance) setAlarmAnew() {
	switch a, err := in.Cache.Alarm(); {
	case err != nil:
	case a.Set:
		_ = in.Cache.SetAlarm(a.Time, true) // a broken cache resets the object
	default:
		_ = in.Cache.DeleteAlarm(true)
	}
}

// end settles the attempt on the loop.
func (e *alarmEvent) end(in *Instance, outcome AlarmOutcome) {
	if e.ended {
		return
	}
	e.ended = true
	untouched := in.alarm.event == e && in.Cache.AlarmRevision() == in.alarm.revision
	if in.alarm.event == e {
		in.alarm.event = nil
	}
	if untouched {
		if outcome == AlarmFailed && e.schedule.retry(e.due) {
			return
		}
		_ = in.Cache.DeleteAlarm(true) // a broken cache resets the object
	}
	in.Synced(func(err error) { // until then the alarm on disk is the old one
		if err != nil {
			e.schedule.again(e.due)
		} else {
			e.schedule.over(e.due)
		}
	})
}

// Fail tries the alarm again: the object was reset under it.
func (e *alarmEvent) Fail(err error) {
	if e.ended {
		return
	}
	e.ended = true
	dropped, ok := err.(interface{ DropsAlarm() bool })
	switch {
	case errors.Is(err, ErrReset):
		e.schedule.again(e.due) // no fault of the handler
	case ok && dropped.DropsAlarm() || !e.schedule.retry(e.due):
		e.due.object.Deliver(forgetAlarm{e})
	}
}

// forgetAlarm deletes an alarm that is not tried again from the storage of a new instance.
type forgetAlarm struct{ e *alarmEvent }

// Run deletes the alarm unless it was set anew.
func (f forgetAlarm) Run(in *Instance, done func()) {
	defer done()
	f.e.schedule.over(f.e.due)
	if a, err := in.Cache.Alarm(); err == nil && a.Set && a.Time == f.e.due.scheduled {
		_ = in.Cache.DeleteAlarm(true)
	}
}

// Fail leaves the alarm to the next start.
func (f forgetAlarm) Fail(error) { f.e.schedule.over(f.e.due) }
