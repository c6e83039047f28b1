package workers_test

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/dodev/dodev/limits"
)

func TestWaitUntilLimit(t *testing.T) {
	const members = `
		async fetch() {
			const visits = (await this.ctx.storage.list()).size;
			await this.ctx.storage.put("visit" + (visits + 1), 1);
			return new Response();
		}`
	inLimitedRoom(t, limits.Limits{WaitUntil: 30 * time.Second}, members, func(r *room) {
		if got := r.get("http://chat.test/later")(); got != "200 later" {
			t.Fatal(got)
		}
		time.Sleep(time.Minute)
		synctest.Wait()
		if !r.stored("a", "visit1") || r.stored("a", "visit2") {
			t.Error("waitUntil did not go on for 30 seconds and no longer")
		}
		if got := strings.Join(r.notices, "|"); !strings.HasPrefix(got, "waitUntil() tasks did not complete") {
			t.Errorf("said %q", got)
		}
	})
}

func TestAlarmLimit(t *testing.T) {
	const members = `
		async fetch() { await this.ctx.storage.setAlarm(Date.now()); return new Response("set"); }
		async alarm(info) {
			await this.ctx.storage.put("attempt" + info.retryCount, 1);
			if (!info.isRetry) await scheduler.wait(3600e3);
		}`
	inLimitedRoom(t, limits.Limits{Alarm: 15 * time.Minute}, members, func(r *room) {
		if got := r.get("http://chat.test/")(); got != "200 set" {
			t.Fatal(got)
		}
		time.Sleep(15*time.Minute - time.Second)
		synctest.Wait()
		if r.stored("a", "attempt1") {
			t.Error("the alarm was tried again before its time was over")
		}
		time.Sleep(time.Minute)
		synctest.Wait()
		if !r.stored("a", "attempt1") {
			t.Error("the alarm that took too long was not tried again")
		}
		if got := strings.Join(r.uncaught, "|"); got != "Error: Alarm exceeded its allowed execution time" {
			t.Errorf("reported %q", got)
		}
	})
}
